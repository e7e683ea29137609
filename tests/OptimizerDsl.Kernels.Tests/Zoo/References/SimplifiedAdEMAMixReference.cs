namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Morwani et al., "Connections between Schedule-Free Optimizers, AdEMAMix, and Accelerated SGD Variants", 2025, simplified
/// AdEMAMix.
/// </summary>
internal sealed class SimplifiedAdEMAMixReference(SimplifiedAdEMAMixAttribute rule, int count) : ElementReference
{
    private readonly double[] _m = new double[count];
    private readonly double[] _v = new double[count];
    private double _weights;

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        double beta1 = step.Count < rule.Beta1Warmup
            ? Decays.Between(rule.MinimumBeta1, rule.Beta1, (double)step.Count / rule.Beta1Warmup)
            : rule.Beta1;
        _weights = beta1 * _weights + 1;
        for (int i = 0; i < w.Length; i++)
        {
            _m[i] = beta1 * _m[i] + g[i];
            _v[i] = rule.Beta2 * _v[i] + (1 - rule.Beta2) * g[i] * g[i];
            double numerator = (_m[i] + rule.Alpha * g[i]) / (rule.CorrectBias ? _weights : 1);
            double root = Math.Sqrt(_v[i] / (1 - Math.Pow(rule.Beta2, step.Count)));
            w[i] -= step.LearningRate * (numerator / (root + rule.Epsilon) + rule.WeightDecay * w[i]);
        }
    }
}
