using OptimizerDsl.Runtime;

namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Neelakantan et al., "Adding Gradient Noise Improves Learning for Very Deep Networks", 2015, equation 1. The noise is the
/// library's: element i of the model draws what VaryingNoise gives to it.
/// </summary>
internal sealed class NoisySgdReference(NoisySgdAttribute rule) : ElementReference
{
    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        double variance = rule.Variance / Math.Pow(step.Count, rule.Decay);
        for (int i = 0; i < w.Length; i++)
        {
            double noise = VaryingNoise.NormalDouble((ulong)i, VaryingNoise.Key(rule.Seed, step.Count));
            w[i] -= step.LearningRate * (g[i] + Math.Sqrt(variance) * noise);
        }
    }
}
