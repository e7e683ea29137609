namespace OptimizerDsl;

/// <summary>
/// Yogi: Adam whose mean square moves by no more than the squared gradient, so that it cannot collapse after a large one.
/// </summary>
/// <remarks>
/// <para>
/// m ← β₁ m + (1 - β₁) g; v ← v - (1 - β₂) sign(v - g²) g²; w ← w - η / (1 - β₁ᵗ) · m / (√(v / (1 - β₂ᵗ)) + ε), where m and v
/// begin as a constant.
/// </para>
/// <para>
/// Zaheer, Reddi, Sachan, Kale and Kumar, "Adaptive Methods for Nonconvex Optimization", NeurIPS 2018, algorithm 2; the
/// correction of bias and the constant as in optax.
/// </para>
/// </remarks>
// The paper's rate is 1e-2, ten times Adam's.
[SafeLearningRate(Usual = 1e-2, Notice = 1e-1, Warn = 1)]
public sealed partial class YogiAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: one minus the share of the squared gradient by which the mean square moves.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared gradients never moves", Usual = 0.999)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-3;

    /// <summary>What both means are before the first step.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double InitialAccumulator { get; set; } = 1e-6;

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="v">The mean of squared gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, [LeastPrecision(StatePrecision.BFloat16)] ref Real v, StepInfo step)
    {
        // State starts at zero, so the first step brings the constant in.
        double initial = step.Count == 1 ? InitialAccumulator : 0;
        m = Beta1 * (m + initial) + (1 - Beta1) * g;
        Real before = v + initial;
        Real square = g * g;
        v = before - (1 - Beta2) * Real.Sign(before - square) * square;
        double c1 = 1 - Math.Pow(Beta1, step.Count);
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        w -= step.LearningRate / c1 * m / (Real.Sqrt(v) * (1 / Math.Sqrt(c2)) + Epsilon);
    }
}
