namespace OptimizerDsl;

/// <summary>Adam with Nesterov momentum, which rises over the steps, and decoupled weight decay.</summary>
/// <remarks>
/// <para>
/// w ← (1 - η λ) w; d = g; m ← β₁ m + (1 - β₁) d; v ← β₂ v + (1 - β₂) d²; μₜ = β₁ (1 - 0.96^(ψ t) / 2); w ← w - η ((1 - μₜ) /
/// (1 - μ₁⋯μₜ) d + μₜ₊₁ / (1 - μ₁⋯μₜ₊₁) m) / (√(v / (1 - β₂ᵗ)) + ε).
/// </para>
/// <para>
/// Dozat, "Incorporating Nesterov Momentum into Adam", ICLR workshop 2016, algorithm 2, with the momentum schedule of PyTorch;
/// the decay as in Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, with AdamW's usual amount.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 2e-3, Notice = 2e-2, Warn = 0.2, Why = "each weight moves by about the rate in every step")]
public sealed partial class NAdamWAttribute : UpdateRuleAttribute
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

    /// <summary>ψ: how fast the momentum rises from half of β₁ to β₁; in step t it is β₁ (1 - 0.96^(ψ t) / 2).</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double MomentumDecay { get; set; } = 4e-3;

    /// <summary>λ: by how much, times the rate, each step shrinks the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; } = 0.01;

    /// <summary>Whether to climb instead of to descend.</summary>
    public bool Maximize { get; set; }

    /// <summary>Whether steps stay bounded after a large gradient, which the mean square must not forget before the mean does.</summary>
    // The ratio of the two then grows like (β₁ / √β₂)ᵗ. Reddi, Kale and Kumar 2018, theorem 3, take β₁ < √β₂ for granted, and
    // Zhang, Chen, Shi, Sun and Luo, "Adam Can Converge Without Any Modification On Update Rules", NeurIPS 2022, need it.
    [Constraint("Beta1 of NAdamW is not below the root of Beta2, so steps grow after a large gradient, which the mean square forgets before the mean does. Lower Beta1 or raise Beta2.")]
    public bool BoundsSteps => Beta1 == 0 || Beta1 < Math.Sqrt(Beta2);

    /// <summary>2 / (1 - β₂) steps: until then the mean squared gradient is that of a few steps.</summary>
    // Ma and Yarats, "On the Adequacy of Untuned Warmup for Adaptive Optimization", AAAI 2021. Below 0.99 it is
    // a matter of a few steps.
    public override long RecommendedWarmup => Beta2 >= 0.99 ? (long)Math.Round(2 / (1 - Beta2)) : 0;

    /// <summary>Multiplies the momenta of all steps so far.</summary>
    /// <param name="product">μ₁ ⋯ μₜ.</param>
    /// <param name="step">The step that is running.</param>
    public void Begin(ref double product, StepInfo step)
    {
        product = (step.Count == 1 ? 1 : product) * MomentumOf(step.Count);
    }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="product">μ₁ ⋯ μₜ.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real v, double product, StepInfo step)
    {
        Real d = Maximize ? -g : g;
        w *= 1 - step.LearningRate * WeightDecay;
        m = Beta1 * m + (1 - Beta1) * d;
        v = Beta2 * v + (1 - Beta2) * d * d;
        double next = MomentumOf(step.Count + 1);
        double ofGradient = step.LearningRate * (1 - MomentumOf(step.Count)) / (1 - product);
        double ofMean = step.LearningRate * next / (1 - product * next);
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        w -= (ofGradient * d + ofMean * m) / (Real.Sqrt(v) * (1 / Math.Sqrt(c2)) + Epsilon);
    }

    private double MomentumOf(long t) => Beta1 * (1 - 0.5 * Math.Pow(0.96, MomentumDecay * t));
}
