namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Mokhtari, Ozdaglar and Pattathil, "A Unified Analysis of Extra-gradient and Optimistic Gradient Methods for Saddle Point
/// Problems: Proximal Point Approach", AISTATS 2020: a descent by α g, and β times the change of the gradient.
/// </summary>
internal sealed class OptimisticGradientDescentReference(OptimisticGradientDescentAttribute rule) : ElementReference
{
    private double[] _last = [];

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        if (step.Count == 1) _last = g;
        for (int i = 0; i < w.Length; i++) w[i] -= step.LearningRate * (rule.Alpha * g[i] + rule.Beta * (g[i] - _last[i]));
        _last = g;
    }
}
