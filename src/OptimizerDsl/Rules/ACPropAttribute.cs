namespace OptimizerDsl;

/// <summary>ACProp: gradients over the root of their variance as it was before them, with decoupled weight decay.</summary>
/// <remarks>
/// <para>
/// w ← (1 - η λ) w - η g / (√(s / (1 - β₂^(t - 1))) + ε), in the first step with 1 as the root; then m ← β₁ m + (1 - β₁) g and
/// s ← β₂ s + (1 - β₂) (g - m)² + ε′.
/// </para>
/// <para>
/// Zhuang, Ding, Tang, Dvornek, Tatikonda and Duncan, "Momentum Centering and Asynchronous Update for Adaptive Gradient
/// Methods", NeurIPS 2021, algorithm 2; the first step as in optax.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-3, Notice = 1e-2, Warn = 1e-1)]
public sealed partial class ACPropAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: how much of the variance is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the variance of the gradients never moves", Usual = 0.999)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-16;

    /// <summary>ε′: added to the variance in every step.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double VarianceEpsilon { get; set; } = 1e-16;

    /// <summary>λ: by how much, times the rate, each step shrinks the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="s">The decaying variance of gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real s, StepInfo step)
    {
        Real root = 1;
        if (step.Count > 1)
        {
            root = Real.Sqrt(s) * (1 / Math.Sqrt(1 - Math.Pow(Beta2, step.Count - 1)));
        }

        w *= 1 - step.LearningRate * WeightDecay;
        w -= step.LearningRate * (g / (root + Epsilon));
        m = Beta1 * m + (1 - Beta1) * g;
        Real surprise = g - m;
        s = Beta2 * s + (1 - Beta2) * surprise * surprise + VarianceEpsilon;
    }
}
