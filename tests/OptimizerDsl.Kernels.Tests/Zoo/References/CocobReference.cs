namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Orabona and Tommasi, "Training Deep Networks without Learning Rates Through Coin Betting", NeurIPS 2017, algorithm 2, in
/// negative gradients as there.
/// </summary>
internal sealed class CocobReference(CocobAttribute rule, int count) : ElementReference
{
    private double[] _w1 = [];
    private readonly double[] _largest = [.. Enumerable.Repeat(rule.Epsilon, count)];
    private readonly double[] _sum = new double[count];
    private readonly double[] _reward = new double[count];
    private readonly double[] _theta = new double[count];

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        if (step.Count == 1) _w1 = [.. w];
        for (int i = 0; i < w.Length; i++)
        {
            double negative = -step.LearningRate * (g[i] + rule.WeightDecay * w[i]);
            _largest[i] = Math.Max(_largest[i], Math.Abs(negative));
            _sum[i] += Math.Abs(negative);
            _reward[i] = Math.Max(_reward[i] + (w[i] - _w1[i]) * negative, 0);
            _theta[i] += negative;
            double fraction = _theta[i] / (_largest[i] * Math.Max(_sum[i] + _largest[i], rule.Alpha * _largest[i]));
            w[i] = _w1[i] + fraction * (_largest[i] + _reward[i]);
        }
    }
}
