namespace OptimizerDsl;

/// <summary>
/// Adamax: Adam with the largest gradient, slowly forgotten, in place of the root mean square, with optional L2 weight decay.
/// </summary>
/// <remarks>
/// <para>
/// d = g + λ w; m ← β₁ m + (1 - β₁) d; u ← max(β₂ u, |d| + ε); w ← w - η / (1 - β₁ᵗ) · m / u. The ε is PyTorch's, the paper has
/// none. <see cref="AdamaxWAttribute"/> keeps the decay out of the moments.
/// </para>
/// <para>
/// Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 2; L2 as in PyTorch.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 2e-3, Notice = 2e-2, Warn = 0.2)]
[RuleTraits(Decoupled = typeof(AdamaxWAttribute))]
public sealed partial class AdamaxAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: how much of the largest gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the largest gradient is never forgotten", Usual = 0.999)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>λ: added to the gradient as λ w, the gradient of an L2 penalty.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether to climb instead of to descend.</summary>
    public bool Maximize { get; set; }

    /// <summary>Whether steps stay bounded after a large gradient, which must not be forgotten as the largest one before the mean forgets it.</summary>
    // The ratio of the two then grows like (β₁ / β₂)ᵗ.
    [Constraint("Beta1 of Adamax is not below Beta2, so steps grow after a large gradient, which is forgotten as the largest one before the mean forgets it. Lower Beta1 or raise Beta2.")]
    public bool BoundsSteps => Beta1 == 0 || Beta1 < Beta2;

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="u">The largest gradient, decaying.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real u, StepInfo step)
    {
        Real d = Maximize ? -g : g;
        if (WeightDecay != 0)
        {
            d += WeightDecay * w;
        }

        m = Beta1 * m + (1 - Beta1) * d;
        u = Real.Max(Beta2 * u, Real.Abs(d) + Epsilon);
        w -= step.LearningRate / (1 - Math.Pow(Beta1, step.Count)) * (m / u);
    }
}
