namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Taniguchi et al., "ADOPT: Modified Adam Can Converge with Any β₂ with the Optimal Rate", NeurIPS 2024, algorithm 2; what it
/// counts as step t is the call t + 1, since the first only measures.
/// </summary>
internal sealed class AdoptReference(AdoptAttribute rule, int count) : ElementReference
{
    private readonly double[] _m = new double[count];
    private readonly double[] _v = new double[count];

    protected override void Step(double[] w, double[] g, ReferenceStep step)
    {
        int t = step.Count - 1;
        for (int i = 0; i < w.Length; i++)
        {
            double gradient = (rule.Maximize ? -1 : 1) * g[i] + (rule.DecoupledDecay ? 0 : rule.WeightDecay * w[i]);
            if (t == 0)
            {
                _v[i] = gradient * gradient;
                continue;
            }

            double divided = gradient / Math.Max(Math.Sqrt(_v[i]), rule.Epsilon);
            double limit = rule.Clip ? Math.Sqrt(Math.Sqrt(t)) : double.PositiveInfinity;
            _m[i] = rule.Beta1 * _m[i] + (1 - rule.Beta1) * Math.Min(Math.Max(divided, -limit), limit);
            _v[i] = rule.Beta2 * _v[i] + (1 - rule.Beta2) * gradient * gradient;
            w[i] -= step.LearningRate * (_m[i] + (rule.DecoupledDecay ? rule.WeightDecay * w[i] : 0));
        }
    }
}
