using OptimizerDsl;

namespace CustomRule.Rules;

/// <summary>
/// AdaBelief: the step is large where the gradient comes as its average predicts, and small where it surprises.
/// </summary>
/// <remarks>
/// <para>
/// m ← β1 m + (1 - β1) g;  s ← β2 s + (1 - β2) (g - m)² + ε;  w ← w - η m̂ / (√ŝ + ε), with m̂ and ŝ corrected for their start
/// at zero.
/// </para>
/// <para>
/// Zhuang et al., "AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients", NeurIPS 2020, algorithm 2.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-3, Notice = 1e-2, Warn = 1e-1)]
public sealed partial class AdaBeliefAttribute : UpdateRuleAttribute
{
    /// <summary>How slowly the average of gradients moves.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>How slowly the average of surprises moves.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>Keeps the division finite.</summary>
    public double Epsilon { get; set; } = 1e-16;

    public void Update(ref Real w, Real g, ref Real m, ref Real s, StepInfo step)
    {
        m = Average(m, g, Beta1);
        Real surprise = g - m;
        s = Average(s, surprise * surprise, Beta2) + Epsilon;
        double c1 = 1 - Math.Pow(Beta1, step.Count);
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        w -= step.LearningRate / c1 * m / (Real.Sqrt(s) * (1 / Math.Sqrt(c2)) + Epsilon);
    }

    // A helper is inlined into the kernel.
    private static Real Average(Real average, Real value, double beta) => beta * average + (1 - beta) * value;
}
