namespace OptimizerDsl;

/// <summary>
/// Adam that corrects the variance of its early steps, and descends by the mean gradient until it can, with decoupled weight
/// decay.
/// </summary>
/// <remarks>
/// <para>
/// w ← (1 - η λ) w; d = g; m ← β₁ m + (1 - β₁) d; v ← β₂ v + (1 - β₂) d²; m̂ = m / (1 - β₁ᵗ); ρ∞ = 2 / (1 - β₂) - 1; ρₜ = ρ∞ -
/// 2 t β₂ᵗ / (1 - β₂ᵗ); if ρₜ > 5, r = √((ρₜ - 4) (ρₜ - 2) ρ∞ / ((ρ∞ - 4) (ρ∞ - 2) ρₜ)) and w ← w - η r √(1 - β₂ᵗ) m̂ / (√v +
/// ε), else w ← w - η m̂.
/// </para>
/// <para>
/// Liu, Jiang, He, Chen, Liu, Gao and Han, "On the Variance of the Adaptive Learning Rate and Beyond", ICLR 2020, algorithm 2;
/// the bound 5 on ρₜ, where the paper has 4, and the place of ε as in PyTorch; the decay as in Loshchilov and Hutter,
/// "Decoupled Weight Decay Regularization", ICLR 2019, with AdamW's usual amount.
/// </para>
/// </remarks>
// The paper trains ResNets on CIFAR-10 at rates from 0.003 to 0.1, and finds them all to do well.
[SafeLearningRate(Usual = 1e-3, Notice = 3e-2, Warn = 0.3)]
public sealed partial class RAdamWAttribute : UpdateRuleAttribute
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

    /// <summary>λ: by how much, times the rate, each step shrinks the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; } = 0.01;

    /// <summary>Whether to climb instead of to descend.</summary>
    public bool Maximize { get; set; }

    /// <summary>Whether steps stay bounded after a large gradient, which the mean square must not forget before the mean does.</summary>
    // The ratio of the two then grows like (β₁ / √β₂)ᵗ. Reddi, Kale and Kumar 2018, theorem 3, take β₁ < √β₂ for granted, and
    // Zhang, Chen, Shi, Sun and Luo, "Adam Can Converge Without Any Modification On Update Rules", NeurIPS 2022, need it.
    [Constraint("Beta1 of RAdamW is not below the root of Beta2, so steps grow after a large gradient, which the mean square forgets before the mean does. Lower Beta1 or raise Beta2.")]
    public bool BoundsSteps => Beta1 == 0 || Beta1 < Math.Sqrt(Beta2);

    /// <summary>Whether β₂ is large enough for the variance ever to be corrected: ρ∞ = 2 / (1 - β₂) - 1 has to exceed 5.</summary>
    [Constraint("Beta2 of RAdamW is 2/3 or less, so it never divides by the mean square and descends by the mean gradient alone. Raise Beta2.")]
    public bool Rectifies => 2 / (1 - Beta2) - 1 > 5;

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real v, StepInfo step)
    {
        Real d = Maximize ? -g : g;
        w *= 1 - step.LearningRate * WeightDecay;
        m = Beta1 * m + (1 - Beta1) * d;
        v = Beta2 * v + (1 - Beta2) * d * d;
        double c1 = 1 - Math.Pow(Beta1, step.Count);
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        double longest = 2 / (1 - Beta2) - 1;
        double length = longest - 2 * step.Count * (1 - c2) / c2;
        if (length > 5)
        {
            double r = Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
            w -= step.LearningRate / c1 * r * Math.Sqrt(c2) * m / (Real.Sqrt(v) + Epsilon);
        }
        else
        {
            w -= step.LearningRate / c1 * m;
        }
    }
}
