namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Zhuang et al., "Momentum Centering and Asynchronous Update for Adaptive Gradient Methods", NeurIPS 2021, algorithm 2.
/// </summary>
internal sealed class ACPropReference(ACPropAttribute rule, int count) : ElementReference
{
    private readonly double[] _m = new double[count];
    private readonly double[] _s = new double[count];

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        for (int i = 0; i < w.Length; i++)
        {
            double variance = step.Count == 1 ? 1 : _s[i] / (1 - Math.Pow(rule.Beta2, step.Count - 1));
            w[i] -= step.LearningRate * (g[i] / (Math.Sqrt(variance) + rule.Epsilon) + rule.WeightDecay * w[i]);
            _m[i] = rule.Beta1 * _m[i] + (1 - rule.Beta1) * g[i];
            _s[i] = rule.Beta2 * _s[i] + (1 - rule.Beta2) * Math.Pow(g[i] - _m[i], 2) + rule.VarianceEpsilon;
        }
    }
}
