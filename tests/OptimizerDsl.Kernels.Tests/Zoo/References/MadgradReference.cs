namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Defazio and Jelassi, "Adaptivity without Compromise: A Momentumized, Adaptive, Dual Averaged Gradient Method for Stochastic
/// Optimization", JMLR 2022, algorithm 1, with steps counted from 0 as there.
/// </summary>
internal sealed class MadgradReference(MadgradAttribute rule, int count) : ElementReference
{
    private double[] _x0 = [];
    private readonly double[] _s = new double[count];
    private readonly double[] _nu = new double[count];

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        if (step.Count == 1) _x0 = [.. w];
        int k = step.Count - 1;
        double rate = step.LearningRate + rule.Epsilon;
        double lambda = rate * Math.Sqrt(k + 1);
        for (int i = 0; i < w.Length; i++)
        {
            double decay = rule.WeightDecay * w[i];
            double gradient = rule.DecoupledDecay ? g[i] : g[i] + decay;
            _s[i] += lambda * gradient;
            _nu[i] += lambda * gradient * gradient;
            double z = _nu[i] == 0 ? _x0[i] : _x0[i] - _s[i] / (Math.Cbrt(_nu[i]) + rule.Epsilon);
            double c = 1 - rule.Momentum;
            w[i] = (1 - c) * w[i] + c * z - (rule.DecoupledDecay ? rate * decay : 0);
        }
    }
}
