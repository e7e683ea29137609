using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Zoo.Convergence;

/// <summary>The functions of docs/convergence.md.</summary>
internal static class Problems
{
    private const int Samples = 200, Features = 5, Dimensions = 9;

    public static IReadOnlyList<Problem> All { get; } = [Rosenbrock(), Beale(), Quadratic(), Saddle(), Plateau(), LogisticRegression()];

    // A twentieth of the usual one, whose curvature of 1,330 at the start leaves plain descent no usual rate.
    private static Problem Rosenbrock() => new(
        "Rosenbrock", "((1 - x)² + 100 (y - x²)²) / 20 from (-1.2, 1)", [-1.2, 1], 1e-2,
        w => (Math.Pow(1 - w[0], 2) + 100 * Math.Pow(w[1] - w[0] * w[0], 2)) / 20,
        (w, g) =>
        {
            double off = w[1] - w[0] * w[0];
            g[0] = (-2 * (1 - w[0]) - 400 * w[0] * off) / 20;
            g[1] = 200 * off / 20;
        });

    private static Problem Beale() => new(
        "Beale", "Σ (cₖ - x (1 - yᵏ))² with c = 1.5, 2.25, 2.625 from (1, 1)", [1, 1], 1e-2,
        w => ((double[])[1.5, 2.25, 2.625]).Select((c, k) => Math.Pow(c - w[0] * (1 - Math.Pow(w[1], k + 1)), 2)).Sum(),
        (w, g) =>
        {
            Array.Clear(g);
            foreach ((int k, double c) in ((double[])[1.5, 2.25, 2.625]).Index())
            {
                double power = Math.Pow(w[1], k), off = c - w[0] * (1 - power * w[1]);
                g[0] -= 2 * off * (1 - power * w[1]);
                g[1] += 2 * off * w[0] * (k + 1) * power;
            }
        });

    private static Problem Quadratic()
    {
        double[] curvature = [.. Enumerable.Range(0, Dimensions).Select(i => Math.Pow(10, -4.0 * i / (Dimensions - 1)))];
        return new(
            "Quadratic", $"Σ λᵢ wᵢ² / 2 with {Dimensions} λ from 1 down to 1e-4 from (1, …, 1)", [.. curvature.Select(_ => 1.0)], 1e-2,
            w => w.Select((x, i) => curvature[i] * x * x / 2).Sum(),
            (w, g) =>
            {
                for (int i = 0; i < w.Length; i++) g[i] = curvature[i] * w[i];
            });
    }

    // Lifted so that its minimum is 0, which rules that use the loss take it to be.
    private static Problem Saddle() => new(
        "Saddle", "1 + x² - y² + y⁴ / 4 from (1, 0.001), beside the saddle at (0, 0)", [1, 1e-3], 1e-2,
        w => 1 + w[0] * w[0] - w[1] * w[1] + Math.Pow(w[1], 4) / 4,
        (w, g) =>
        {
            g[0] = 2 * w[0];
            g[1] = -2 * w[1] + Math.Pow(w[1], 3);
        });

    private static Problem Plateau() => new(
        "Plateau", "Σ tanh wᵢ over four w from (2.5, 2, 1.5, 1), where it is flat", [2.5, 2, 1.5, 1], 0,
        w => w.Sum(Math.Tanh),
        (w, g) =>
        {
            for (int i = 0; i < w.Length; i++) g[i] = 1 - Math.Pow(Math.Tanh(w[i]), 2);
        });

    private static Problem LogisticRegression()
    {
        var random = new SplitMix(2026);
        double[] truth = [2, -1, 0.5, 0, 1];
        double[][] inputs = [.. Enumerable.Range(0, Samples).Select(_ => Enumerable.Range(0, Features).Select(_ => 2 * random.Fraction() - 1).ToArray())];
        double[] labels = [.. inputs.Select(x => random.Fraction() < 1 / (1 + Math.Exp(-2 * x.Zip(truth, (a, b) => a * b).Sum())) ? 1.0 : -1.0)];
        double Margin(double[] w, int n) => labels[n] * inputs[n].Zip(w, (x, v) => x * v).Sum();
        return new(
            "Logistic", $"the mean of log(1 + exp(-y x·w)) over {Samples} drawn samples of {Features} features from (0, …, 0)", new double[Features], 0.5,
            w => Enumerable.Range(0, Samples).Average(n => Math.Log(1 + Math.Exp(-Margin(w, n)))),
            (w, g) =>
            {
                Array.Clear(g);
                for (int n = 0; n < Samples; n++)
                {
                    double weight = -labels[n] / (1 + Math.Exp(Margin(w, n))) / Samples;
                    for (int i = 0; i < Features; i++) g[i] += weight * inputs[n][i];
                }
            });
    }
}
