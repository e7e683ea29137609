namespace OptimizerDsl;

/// <summary>
/// Adan: Nesterov momentum by the mean change of the gradient, over a mean square that looks ahead in the same way.
/// </summary>
/// <remarks>
/// <para>
/// δ = g - (previous g), zero in the first step; m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) δ; n ← β₃ n + (1 - β₃) (g + β₂ δ)²;
/// w ← w - η (m / (1 - β₁ᵗ) + β₂ v / (1 - β₂ᵗ)) / (√(n / (1 - β₃ᵗ)) + ε), and then w ← w / (1 + η λ), or before w ← (1 - η λ)
/// w.
/// </para>
/// <para>
/// Xie, Zhou, Li, Lin and Yan, "Adan: Adaptive Nesterov Momentum Algorithm for Faster Optimizing Deep Models", IEEE TPAMI
/// 46(12), 2024, algorithm 1. The βs are one minus the paper's, and bias is corrected, both as in the authors' code.
/// </para>
/// </remarks>
// The paper trains vision transformers with minibatches of 2,048 at 1.5e-2.
[SafeLearningRate(Usual = 1e-3, Notice = 2e-2, Warn = 2e-1)]
public sealed partial class AdanAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.98)]
    public double Beta1 { get; set; } = 0.98;

    /// <summary>β₂: how much of the mean change of the gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradient's changes never moves", Usual = 0.92)]
    public double Beta2 { get; set; } = 0.92;

    /// <summary>β₃: how much of the mean squared gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared gradients never moves", Usual = 0.99)]
    public double Beta3 { get; set; } = 0.99;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>λ: by how much, times the rate, each step shrinks the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether the decay divides after the step, as in the paper, or multiplies before it, as AdamW's does.</summary>
    public bool Proximal { get; set; } = true;

    /// <summary>Whether steps stay bounded after a large gradient, which the mean square must not forget before the means do.</summary>
    // The ratio of the two then grows like (β / √β₃)ᵗ.
    [Constraint("Beta1 or Beta2 of Adan is not below the root of Beta3, so steps grow after a large gradient, which the mean square forgets before the means do. Lower it or raise Beta3.")]
    public bool BoundsSteps => Math.Max(Beta1, Beta2) == 0 || Math.Max(Beta1, Beta2) < Math.Sqrt(Beta3);

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="v">The decaying mean of changes of the gradient.</param>
    /// <param name="n">The decaying mean of squared gradients, looking ahead.</param>
    /// <param name="previous">The gradient of the step before.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real v, ref Real n, ref Real previous, StepInfo step)
    {
        Real change = step.Count == 1 ? 0 : g - previous;
        Real ahead = g + Beta2 * change;
        previous = g;
        m = Beta1 * m + (1 - Beta1) * g;
        v = Beta2 * v + (1 - Beta2) * change;
        n = Beta3 * n + (1 - Beta3) * ahead * ahead;
        if (!Proximal)
        {
            w *= 1 - step.LearningRate * WeightDecay;
        }

        double ofMean = step.LearningRate / (1 - Math.Pow(Beta1, step.Count));
        double ofChange = step.LearningRate * Beta2 / (1 - Math.Pow(Beta2, step.Count));
        double c3 = 1 - Math.Pow(Beta3, step.Count);
        w -= (ofMean * m + ofChange * v) / (Real.Sqrt(n) * (1 / Math.Sqrt(c3)) + Epsilon);
        if (Proximal)
        {
            w *= 1 / (1 + step.LearningRate * WeightDecay);
        }
    }
}
