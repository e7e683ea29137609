namespace OptimizerDsl;

/// <summary>Adamax with decoupled weight decay.</summary>
/// <remarks>
/// <para>
/// w ← (1 - η λ) w; m ← β₁ m + (1 - β₁) g; u ← max(β₂ u, |g| + ε); w ← w - η / (1 - β₁ᵗ) · m / u.
/// </para>
/// <para>
/// Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 2; the decay as in Loshchilov and Hutter,
/// "Decoupled Weight Decay Regularization", ICLR 2019, with optax's usual amount.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 2e-3, Notice = 2e-2, Warn = 0.2)]
public sealed partial class AdamaxWAttribute : UpdateRuleAttribute
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

    /// <summary>λ: by how much, times the rate, each step shrinks the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; } = 1e-4;

    /// <summary>Whether to climb instead of to descend.</summary>
    public bool Maximize { get; set; }

    /// <summary>Whether steps stay bounded after a large gradient, which must not be forgotten as the largest one before the mean forgets it.</summary>
    // The ratio of the two then grows like (β₁ / β₂)ᵗ.
    [Constraint("Beta1 of AdamaxW is not below Beta2, so steps grow after a large gradient, which is forgotten as the largest one before the mean forgets it. Lower Beta1 or raise Beta2.")]
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
        w *= 1 - step.LearningRate * WeightDecay;
        m = Beta1 * m + (1 - Beta1) * d;
        u = Real.Max(Beta2 * u, Real.Abs(d) + Epsilon);
        w -= step.LearningRate / (1 - Math.Pow(Beta1, step.Count)) * (m / u);
    }
}
