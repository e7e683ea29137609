namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Xie et al., "Adan: Adaptive Nesterov Momentum Algorithm for Faster Optimizing Deep Models", IEEE TPAMI 2024, algorithm 1, in
/// the paper's own β, which are one minus the rule's.
/// </summary>
internal sealed class AdanReference(AdanAttribute rule, int count) : ElementReference
{
    private readonly double[] _m = new double[count];
    private readonly double[] _v = new double[count];
    private readonly double[] _n = new double[count];
    private double[] _last = [];

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        (double b1, double b2, double b3) = (1 - rule.Beta1, 1 - rule.Beta2, 1 - rule.Beta3);
        if (step.Count == 1) _last = g;
        for (int i = 0; i < w.Length; i++)
        {
            double difference = g[i] - _last[i];
            _m[i] = (1 - b1) * _m[i] + b1 * g[i];
            _v[i] = (1 - b2) * _v[i] + b2 * difference;
            _n[i] = (1 - b3) * _n[i] + b3 * Math.Pow(g[i] + (1 - b2) * difference, 2);
            double mean = _m[i] / (1 - Math.Pow(1 - b1, step.Count));
            double change = _v[i] / (1 - Math.Pow(1 - b2, step.Count));
            double eta = step.LearningRate / (Math.Sqrt(_n[i] / (1 - Math.Pow(1 - b3, step.Count))) + rule.Epsilon);
            double moved = eta * (mean + (1 - b2) * change);
            w[i] = rule.Proximal
                ? (w[i] - moved) / (1 + rule.WeightDecay * step.LearningRate)
                : w[i] - rule.WeightDecay * step.LearningRate * w[i] - moved;
        }

        _last = g;
    }
}
