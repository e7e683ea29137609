namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Ziyin, Wang and Ueda, "LaProp: Separating Momentum and Adaptivity in Adam", 2020, algorithm 1, with the rate within the
/// momentum.
/// </summary>
internal sealed class LaPropReference(LaPropAttribute rule, int count) : ElementReference
{
    private readonly double[] _n = new double[count];
    private readonly double[] _largest = new double[count];
    private readonly double[] _m = new double[count];
    private double _rates;

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        _rates += (1 - rule.Beta1) * (step.LearningRate - _rates);
        for (int i = 0; i < w.Length; i++)
        {
            _n[i] += (1 - rule.Beta2) * (g[i] * g[i] - _n[i]);
            _largest[i] = Math.Max(_largest[i], _n[i]);
            double square = (rule.AmsGrad ? _largest[i] : _n[i]) / (1 - Math.Pow(rule.Beta2, step.Count));
            double moved = step.LearningRate * g[i] / (Math.Sqrt(square) + rule.Epsilon);
            _m[i] += (1 - rule.Beta1) * (moved - _m[i]);
            w[i] = (w[i] - _m[i] / (_rates / step.LearningRate)) * (1 - rule.WeightDecay);
        }
    }
}
