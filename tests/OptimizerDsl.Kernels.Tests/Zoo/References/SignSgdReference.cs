namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>Bernstein et al., "signSGD: Compressed Optimisation for Non-Convex Problems", ICML 2018, algorithm 1.</summary>
internal sealed class SignSgdReference : ElementReference
{
    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        for (int i = 0; i < w.Length; i++) w[i] -= step.LearningRate * Math.Sign(g[i]);
    }
}
