namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Zaheer et al., "Adaptive Methods for Nonconvex Optimization", NeurIPS 2018, algorithm 2, with the bias corrections of Adam.
/// </summary>
internal sealed class YogiReference(YogiAttribute rule, int count) : ElementReference
{
    private readonly double[] _m = Filled(count, rule.InitialAccumulator);
    private readonly double[] _v = Filled(count, rule.InitialAccumulator);

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        for (int i = 0; i < w.Length; i++)
        {
            double square = g[i] * g[i];
            _m[i] = rule.Beta1 * _m[i] + (1 - rule.Beta1) * g[i];
            if (_v[i] > square) _v[i] -= (1 - rule.Beta2) * square;
            else if (_v[i] < square) _v[i] += (1 - rule.Beta2) * square;
            double meanHat = _m[i] / (1 - Math.Pow(rule.Beta1, step.Count));
            double squareHat = _v[i] / (1 - Math.Pow(rule.Beta2, step.Count));
            w[i] -= step.LearningRate * meanHat / (Math.Sqrt(squareHat) + rule.Epsilon);
        }
    }

    private static double[] Filled(int count, double value) => [.. Enumerable.Repeat(value, count)];
}
