// What a C programmer writes: one plain loop for each rule, which the compiler vectorises. The names are the paper's.
// Compiled with gcc -O3 -march=native -fno-math-errno; each runs several steps, so that the caller's way in costs nothing.
#include <math.h>
#include <stddef.h>

#define RULE __attribute__((noinline)) static void

RULE adamw(float *restrict w, const float *restrict g, float *restrict m, float *restrict v, size_t n,
           float decay, float beta1, float rest1, float beta2, float rest2, float rate, float scale, float epsilon)
{
    for (size_t i = 0; i < n; i++)
    {
        float mean = beta1 * m[i] + rest1 * g[i];
        float square = beta2 * v[i] + rest2 * g[i] * g[i];
        m[i] = mean;
        v[i] = square;
        w[i] = w[i] * decay - rate * mean / (sqrtf(square) * scale + epsilon);
    }
}

void adamw_steps(float *w, const float *g, float *m, float *v, size_t n, double rate, long first, long steps)
{
    const double beta1 = 0.9, beta2 = 0.999, weight_decay = 0.01;
    for (long t = first; t < first + steps; t++)
    {
        double c1 = 1 - pow(beta1, (double)t), c2 = 1 - pow(beta2, (double)t);
        adamw(w, g, m, v, n, (float)(1 - rate * weight_decay), (float)beta1, (float)(1 - beta1), (float)beta2, (float)(1 - beta2),
              (float)(rate / c1), (float)(1 / sqrt(c2)), 1e-8f);
    }
}

RULE sgd(float *restrict w, const float *restrict g, float *restrict velocity, size_t n, float momentum, float fresh, float rate)
{
    for (size_t i = 0; i < n; i++)
    {
        float next = momentum * velocity[i] + fresh * g[i];
        velocity[i] = next;
        w[i] -= rate * next;
    }
}

void sgd_steps(float *w, const float *g, float *velocity, float *unused, size_t n, double rate, long first, long steps)
{
    (void)unused;
    for (long t = first; t < first + steps; t++) sgd(w, g, velocity, n, 0.9f, 1.0f, (float)rate);
}

RULE lion(float *restrict w, const float *restrict g, float *restrict m, size_t n,
          float decay, float beta1, float rest1, float beta2, float rest2, float rate)
{
    for (size_t i = 0; i < n; i++)
    {
        float u = beta1 * m[i] + rest1 * g[i];
        float sign = (float)((u > 0) - (u < 0));
        w[i] = w[i] * decay - rate * sign;
        m[i] = beta2 * m[i] + rest2 * g[i];
    }
}

void lion_steps(float *w, const float *g, float *m, float *unused, size_t n, double rate, long first, long steps)
{
    (void)unused;
    const double beta1 = 0.9, beta2 = 0.99, weight_decay = 0.1;
    for (long t = first; t < first + steps; t++)
    {
        lion(w, g, m, n, (float)(1 - rate * weight_decay), (float)beta1, (float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)rate);
    }
}

RULE lamb_directions(const float *restrict w, const float *restrict g, float *restrict m, float *restrict v, size_t n,
                     float c1, float c2, double *size, double *length)
{
    double sizes = 0, lengths = 0;
    for (size_t i = 0; i < n; i++)
    {
        float mean = 0.9f * m[i] + 0.1f * g[i];
        float square = 0.999f * v[i] + 0.001f * g[i] * g[i];
        m[i] = mean;
        v[i] = square;
        float u = c1 * mean / (sqrtf(square) * c2 + 1e-6f) + 0.01f * w[i];
        sizes += (double)w[i] * w[i];
        lengths += (double)u * u;
    }
    *size = sizes;
    *length = lengths;
}

RULE lamb(float *restrict w, const float *restrict m, const float *restrict v, size_t n, float c1, float c2, float rate)
{
    for (size_t i = 0; i < n; i++) w[i] -= rate * (c1 * m[i] / (sqrtf(v[i]) * c2 + 1e-6f) + 0.01f * w[i]);
}

void lamb_steps(float *w, const float *g, float *m, float *v, size_t n, double rate, long first, long steps)
{
    for (long t = first; t < first + steps; t++)
    {
        float c1 = (float)(1 / (1 - pow(0.9, (double)t))), c2 = (float)(1 / sqrt(1 - pow(0.999, (double)t)));
        double size, length;
        lamb_directions(w, g, m, v, n, c1, c2, &size, &length);
        lamb(w, m, v, n, c1, c2, (float)(rate * (size > 0 && length > 0 ? sqrt(size / length) : 1)));
    }
}
