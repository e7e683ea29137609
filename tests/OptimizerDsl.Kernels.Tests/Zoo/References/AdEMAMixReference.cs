namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Pagliardini, Ablin and Grangier, "The AdEMAMix Optimizer: Better, Faster, Older", ICLR 2025, algorithm 1 and the schedules
/// of section 3.
/// </summary>
internal sealed class AdEMAMixReference(AdEMAMixAttribute rule, int count) : ElementReference
{
    private readonly double[] _m1 = new double[count];
    private readonly double[] _m2 = new double[count];
    private readonly double[] _nu = new double[count];

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        double alpha = rule.AlphaWarmup == 0 ? rule.Alpha : rule.Alpha * Math.Min((double)step.Count / rule.AlphaWarmup, 1);
        double beta3 = rule.Beta3Warmup == 0 || step.Count >= rule.Beta3Warmup
            ? rule.Beta3
            : Decays.Between(rule.Beta1, rule.Beta3, (double)step.Count / rule.Beta3Warmup);
        for (int i = 0; i < w.Length; i++)
        {
            _m1[i] = rule.Beta1 * _m1[i] + (1 - rule.Beta1) * g[i];
            _m2[i] = beta3 * _m2[i] + (1 - beta3) * g[i];
            _nu[i] = rule.Beta2 * _nu[i] + (1 - rule.Beta2) * g[i] * g[i];
            double fast = _m1[i] / (1 - Math.Pow(rule.Beta1, step.Count));
            double square = _nu[i] / (1 - Math.Pow(rule.Beta2, step.Count));
            w[i] -= step.LearningRate * ((fast + alpha * _m2[i]) / (Math.Sqrt(square) + rule.Epsilon) + rule.WeightDecay * w[i]);
        }
    }
}
