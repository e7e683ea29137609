namespace OptimizerDsl;

/// <summary>Optimistic Adam: Adam that steps further by the change of its step, for games and saddle points.</summary>
/// <remarks>
/// <para>
/// m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; u = m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε); w ← w - η (u + o (u - previous
/// u)). In the first step the previous u is u itself, as in optax.
/// </para>
/// <para>
/// Daskalakis, Ilyas, Syrgkanis and Zeng, "Training GANs with Optimism", ICLR 2018, algorithm 1, whose o is 1.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-3, Notice = 1e-2, Warn = 1e-1)]
public sealed partial class OptimisticAdamAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: how much of the mean squared gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared gradients never moves", Usual = 0.999)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>o: the weight of the step's change.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Optimism { get; set; } = 1;

    /// <summary>Whether steps stay bounded after a large gradient, which the mean square must not forget before the mean does.</summary>
    // The ratio of the two then grows like (β₁ / √β₂)ᵗ. Reddi, Kale and Kumar 2018, theorem 3, take β₁ < √β₂ for granted, and
    // Zhang, Chen, Shi, Sun and Luo, "Adam Can Converge Without Any Modification On Update Rules", NeurIPS 2022, need it.
    [Constraint("Beta1 of OptimisticAdam is not below the root of Beta2, so steps grow after a large gradient, which the mean square forgets before the mean does. Lower Beta1 or raise Beta2.")]
    public bool BoundsSteps => Beta1 == 0 || Beta1 < Math.Sqrt(Beta2);

    /// <summary>2 / (1 - β₂) steps: until then the mean squared gradient is that of a few steps.</summary>
    // Ma and Yarats, "On the Adequacy of Untuned Warmup for Adaptive Optimization", AAAI 2021. Below 0.99 it is
    // a matter of a few steps.
    public override long RecommendedWarmup => Beta2 >= 0.99 ? (long)Math.Round(2 / (1 - Beta2)) : 0;

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="previous">The last step, before the rate.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real v, ref Real previous, StepInfo step)
    {
        m = Beta1 * m + (1 - Beta1) * g;
        v = Beta2 * v + (1 - Beta2) * g * g;
        double c1 = 1 - Math.Pow(Beta1, step.Count);
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        Real u = 1 / c1 * m / (Real.Sqrt(v) * (1 / Math.Sqrt(c2)) + Epsilon);
        Real change = step.Count == 1 ? 0 : u - previous;
        w -= step.LearningRate * (u + Optimism * change);
        previous = u;
    }
}
