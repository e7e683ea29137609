namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Daskalakis et al., "Training GANs with Optimism", ICLR 2018, algorithm 1, from sums over all gradients instead of
/// recursions.
/// </summary>
internal sealed class OptimisticAdamReference(OptimisticAdamAttribute rule) : ElementReference
{
    private readonly List<double[]> _gradients = [];
    private double[] _last = [];

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        _gradients.Add(g);
        double[] u = [.. w.Select((_, i) => Mean(i, rule.Beta1, 1) / (Math.Sqrt(Mean(i, rule.Beta2, 2)) + rule.Epsilon))];
        if (step.Count == 1) _last = u;
        for (int i = 0; i < w.Length; i++) w[i] -= step.LearningRate * ((1 + rule.Optimism) * u[i] - rule.Optimism * _last[i]);
        _last = u;
    }

    private double Mean(int i, double beta, int power)
    {
        double[] weights = [.. _gradients.Select((_, s) => Math.Pow(beta, _gradients.Count - 1 - s))];
        return _gradients.Select((g, s) => weights[s] * Math.Pow(g[i], power)).Sum() / weights.Sum();
    }
}
