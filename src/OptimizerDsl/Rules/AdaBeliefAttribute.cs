namespace OptimizerDsl;

/// <summary>
/// AdaBelief: large steps where the gradient comes as its mean predicts, small ones where it surprises, with decoupled weight
/// decay.
/// </summary>
/// <remarks>
/// <para>
/// w ← (1 - η λ) w; m ← β₁ m + (1 - β₁) g; s ← β₂ s + (1 - β₂) (g - m)² + ε; w ← w - η / (1 - β₁ᵗ) · m / (√(s / (1 - β₂ᵗ)) +
/// ε). With AMSGrad, the largest s so far takes the place of s in the last one.
/// </para>
/// <para>
/// Zhuang, Tang, Ding, Tatikonda, Dvornek, Papademetris and Duncan, "AdaBelief Optimizer: Adapting Stepsizes by the Belief in
/// Observed Gradients", NeurIPS 2020, algorithm 2; decay and AMSGrad as in the authors' code, without its rectification.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-3, Notice = 1e-2, Warn = 1e-1)]
public sealed partial class AdaBeliefAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: how much of the mean squared surprise is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the variance of the gradients never moves", Usual = 0.999)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε: added to the mean square in every step, and to its root.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-16;

    /// <summary>λ: by how much, times the rate, each step shrinks the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether steps are scaled by the largest mean square so far, which makes them never grow again.</summary>
    public bool AmsGrad { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="s">The decaying mean of squared surprises.</param>
    /// <param name="sMax">The largest s so far; used with AMSGrad alone.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real s, ref Real sMax, StepInfo step)
    {
        w *= 1 - step.LearningRate * WeightDecay;
        m = Beta1 * m + (1 - Beta1) * g;
        Real surprise = g - m;
        s = Beta2 * s + (1 - Beta2) * surprise * surprise + Epsilon;
        Real second = s;
        if (AmsGrad)
        {
            sMax = Real.Max(sMax, s);
            second = sMax;
        }

        double c1 = 1 - Math.Pow(Beta1, step.Count);
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        w -= step.LearningRate / c1 * m / (Real.Sqrt(second) * (1 / Math.Sqrt(c2)) + Epsilon);
    }
}
