namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023, algorithm 2.</summary>
internal sealed class LionReference(LionAttribute rule, int count) : ElementReference
{
    private readonly double[] _m = new double[count];

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        for (int i = 0; i < w.Length; i++)
        {
            double direction = Math.Sign(rule.Beta1 * _m[i] + (1 - rule.Beta1) * g[i]);
            w[i] -= step.LearningRate * direction + step.LearningRate * rule.WeightDecay * w[i];
            _m[i] = rule.Beta2 * _m[i] + (1 - rule.Beta2) * g[i];
        }
    }
}
