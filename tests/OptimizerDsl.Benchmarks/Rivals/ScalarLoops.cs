using System.Runtime.CompilerServices;

namespace OptimizerDsl.Benchmarks.Rivals;

/// <summary>What a C# programmer writes: one loop over arrays, one element at a time. (Over spans, the same loops take more than twice as long.)</summary>
internal static class ScalarLoops
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void AdamW(float[] w, float[] g, float[] m, float[] v, double rate, long t)
    {
        const float Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f;
        float step = (float)(rate / (1 - Math.Pow(0.9, t)));
        float scale = (float)(1 / Math.Sqrt(1 - Math.Pow(0.999, t)));
        float decay = (float)(1 - rate * 0.01);
        for (int i = 0; i < w.Length; i++)
        {
            m[i] = Beta1 * m[i] + (1 - Beta1) * g[i];
            v[i] = Beta2 * v[i] + (1 - Beta2) * g[i] * g[i];
            w[i] = w[i] * decay - step * m[i] / (MathF.Sqrt(v[i]) * scale + Epsilon);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Sgd(float[] w, float[] g, float[] velocity, double rate)
    {
        float step = (float)rate;
        for (int i = 0; i < w.Length; i++)
        {
            velocity[i] = 0.9f * velocity[i] + g[i];
            w[i] -= step * velocity[i];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Lion(float[] w, float[] g, float[] m, double rate)
    {
        float step = (float)rate;
        float decay = (float)(1 - rate * 0.1);
        for (int i = 0; i < w.Length; i++)
        {
            float u = 0.9f * m[i] + 0.1f * g[i];
            w[i] = w[i] * decay - (u > 0 ? step : u < 0 ? -step : 0);
            m[i] = 0.99f * m[i] + 0.01f * g[i];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Lamb(float[] w, float[] g, float[] m, float[] v, float[] u, double rate, long t)
    {
        float c1 = (float)(1 / (1 - Math.Pow(0.9, t)));
        float c2 = (float)(1 / Math.Sqrt(1 - Math.Pow(0.999, t)));
        double size = 0, length = 0;
        for (int i = 0; i < w.Length; i++)
        {
            m[i] = 0.9f * m[i] + 0.1f * g[i];
            v[i] = 0.999f * v[i] + 0.001f * g[i] * g[i];
            u[i] = c1 * m[i] / (MathF.Sqrt(v[i]) * c2 + 1e-6f) + 0.01f * w[i];
            size += (double)w[i] * w[i];
            length += (double)u[i] * u[i];
        }

        float step = (float)(rate * (size > 0 && length > 0 ? Math.Sqrt(size / length) : 1));
        for (int i = 0; i < w.Length; i++) w[i] -= step * u[i];
    }
}
