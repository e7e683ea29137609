namespace OptimizerDsl;

/// <summary>
/// LaProp: the gradient is divided by its root mean square before it joins the momentum, so that the two decays do not meet.
/// </summary>
/// <remarks>
/// <para>
/// v ← β₂ v + (1 - β₂) g²; m ← β₁ m + (1 - β₁) η g / (√(v / (1 - β₂ᵗ)) + ε); r ← β₁ r + (1 - β₁) η; w ← w - (η / r) m; w ← (1 -
/// λ) w. With AMSGrad, the largest v so far takes the place of v. With one rate throughout, r is η (1 - β₁ᵗ).
/// </para>
/// <para>
/// Ziyin, Wang and Ueda, "LaProp: Separating Momentum and Adaptivity in Adam", 2020, algorithm 1; the rate within the momentum,
/// the decay without the rate, and AMSGrad as in the authors' code.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 4e-4, Notice = 1e-2, Warn = 1e-1)]
public sealed partial class LaPropAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean step is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean step never moves", Usual = 0.9)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: how much of the mean squared gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared gradients never moves", Usual = 0.999)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-15;

    /// <summary>λ: by how much each step shrinks the parameters, whatever the rate and their gradients.</summary>
    [ValidRange(0, 1)]
    public double WeightDecay { get; set; }

    /// <summary>Whether steps are scaled by the largest mean square so far, which makes them never grow again.</summary>
    public bool AmsGrad { get; set; }

    /// <summary>Averages the rates as the steps are averaged.</summary>
    /// <param name="rates">r, the decaying mean of rates.</param>
    /// <param name="step">The step that is running.</param>
    public void Begin(ref double rates, StepInfo step)
    {
        rates = Beta1 * rates + (1 - Beta1) * step.LearningRate;
    }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of steps, with their rates.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="vMax">The largest v so far; used with AMSGrad alone.</param>
    /// <param name="rates">r, the decaying mean of rates.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real v, ref Real vMax, double rates, StepInfo step)
    {
        v = Beta2 * v + (1 - Beta2) * g * g;
        Real second = v;
        if (AmsGrad)
        {
            vMax = Real.Max(vMax, v);
            second = vMax;
        }

        double c2 = 1 - Math.Pow(Beta2, step.Count);
        m = Beta1 * m + (1 - Beta1) * step.LearningRate * (g / (Real.Sqrt(second) * (1 / Math.Sqrt(c2)) + Epsilon));

        // A rate of zero adds nothing to m, but what is in it still moves the parameter.
        double share = step.LearningRate == 0 ? 1 : step.LearningRate / rates;
        w -= share * m;
        w *= 1 - WeightDecay;
    }
}
