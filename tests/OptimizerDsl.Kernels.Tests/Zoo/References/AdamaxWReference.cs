namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 2, with ε inside of the maximum, and with the
/// decay of Loshchilov and Hutter, ICLR 2019. The largest gradient is the paper's maximum over all steps, β₂^(t - i) |gᵢ|, itself.
/// </summary>
internal sealed class AdamaxWReference(AdamaxWAttribute rule, int count) : ElementReference
{
    private readonly double[] _m = new double[count];
    private readonly List<double[]> _sizes = [];

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        _sizes.Add([.. g.Select(gradient => Math.Abs(gradient) + rule.Epsilon)]);
        for (int i = 0; i < w.Length; i++)
        {
            double gradient = rule.Maximize ? -g[i] : g[i];
            _m[i] = rule.Beta1 * _m[i] + (1 - rule.Beta1) * gradient;
            double corrected = _m[i] / (1 - Math.Pow(rule.Beta1, step.Count));
            double largest = _sizes.Select((sizes, s) => Math.Pow(rule.Beta2, _sizes.Count - 1 - s) * sizes[i]).Max();
            w[i] = w[i] - step.LearningRate * rule.WeightDecay * w[i] - step.LearningRate * corrected / largest;
        }
    }
}
