namespace OptimizerDsl;

/// <summary>Adam with decoupled weight decay.</summary>
/// <remarks>
/// <para>
/// w ← (1 - η λ) w; m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; w ← w - η / (1 - β₁ᵗ) · m / (√(v / (1 - β₂ᵗ)) + ε).
/// With AMSGrad, the largest v so far takes the place of v in the last one.
/// </para>
/// <para>
/// Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, algorithm 2; AMSGrad from Reddi, Kale and
/// Kumar, "On the Convergence of Adam and Beyond", ICLR 2018.
/// </para>
/// </remarks>
// Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023, section 5: a rate 3 to 10 times smaller.
[ConvertsTo(typeof(LionAttribute), LearningRate = 0.1, WeightDecay = 10)]
[SafeLearningRate(Usual = 1e-3, Notice = 1e-2, Warn = 1e-1, Why = "each weight moves by about the rate in every step")]
public sealed partial class AdamWAttribute : UpdateRuleAttribute
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

    /// <summary>Whether steps are scaled by the largest mean squared gradient so far, which makes them never grow again.</summary>
    public bool AmsGrad { get; set; }

    /// <summary>Whether to climb instead of to descend.</summary>
    public bool Maximize { get; set; }

    /// <summary>Whether steps stay bounded after a large gradient, which the mean square must not forget before the mean does.</summary>
    // The ratio of the two then grows like (β₁ / √β₂)ᵗ. Reddi, Kale and Kumar 2018, theorem 3, take β₁ < √β₂ for granted, and
    // Zhang, Chen, Shi, Sun and Luo, "Adam Can Converge Without Any Modification On Update Rules", NeurIPS 2022, need it.
    [Constraint("Beta1 of AdamW is not below the root of Beta2, so steps grow after a large gradient, which the mean square forgets before the mean does. Lower Beta1 or raise Beta2.")]
    public bool BoundsSteps => AmsGrad || Beta1 == 0 || Beta1 < Math.Sqrt(Beta2);

    /// <summary>2 / (1 - β₂) steps: until then the mean squared gradient is that of a few steps.</summary>
    // Ma and Yarats, "On the Adequacy of Untuned Warmup for Adaptive Optimization", AAAI 2021. Below 0.99 it is
    // a matter of a few steps.
    public override long RecommendedWarmup => Beta2 >= 0.99 ? (long)Math.Round(2 / (1 - Beta2)) : 0;

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="vMax">The largest v so far; used with AMSGrad alone.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real v, ref Real vMax, StepInfo step)
    {
        Real d = Maximize ? -g : g;
        w *= 1 - step.LearningRate * WeightDecay;
        m = Beta1 * m + (1 - Beta1) * d;
        v = Beta2 * v + (1 - Beta2) * d * d;
        Real second = v;
        if (AmsGrad)
        {
            vMax = Real.Max(vMax, v);
            second = vMax;
        }

        // The corrections are uniform: taking their reciprocals here, once a step in double, spares a division an element.
        double c1 = 1 - Math.Pow(Beta1, step.Count);
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        w -= step.LearningRate / c1 * m / (Real.Sqrt(second) * (1 / Math.Sqrt(c2)) + Epsilon);
    }
}
