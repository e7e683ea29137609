namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Zhuang et al., "AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients", NeurIPS 2020, algorithm 2.
/// </summary>
internal sealed class AdaBeliefReference(AdaBeliefAttribute rule, int count) : ElementReference
{
    private readonly double[] _m = new double[count];
    private readonly double[] _s = new double[count];
    private readonly double[] _largest = new double[count];

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        for (int i = 0; i < w.Length; i++)
        {
            w[i] -= step.LearningRate * rule.WeightDecay * w[i];
            _m[i] = rule.Beta1 * _m[i] + (1 - rule.Beta1) * g[i];
            _s[i] = rule.Beta2 * _s[i] + (1 - rule.Beta2) * Math.Pow(g[i] - _m[i], 2) + rule.Epsilon;
            _largest[i] = Math.Max(_largest[i], _s[i]);
            double meanHat = _m[i] / (1 - Math.Pow(rule.Beta1, step.Count));
            double squareHat = (rule.AmsGrad ? _largest[i] : _s[i]) / (1 - Math.Pow(rule.Beta2, step.Count));
            w[i] -= step.LearningRate * meanHat / (Math.Sqrt(squareHat) + rule.Epsilon);
        }
    }
}
