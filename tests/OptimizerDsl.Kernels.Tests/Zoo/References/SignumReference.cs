namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Bernstein et al., "signSGD: Compressed Optimisation for Non-Convex Problems", ICML 2018, algorithm 2, with the decay of
/// Bernstein et al., "signSGD with Majority Vote is Communication Efficient and Fault Tolerant", ICLR 2019, algorithm 1.
/// </summary>
internal sealed class SignumReference(SignumAttribute rule, int count) : ElementReference
{
    private readonly double[] _m = new double[count];

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        for (int i = 0; i < w.Length; i++)
        {
            _m[i] = rule.Momentum * _m[i] + (1 - rule.Momentum) * g[i];
            w[i] -= step.LearningRate * (Math.Sign(_m[i]) + rule.WeightDecay * w[i]);
        }
    }
}
