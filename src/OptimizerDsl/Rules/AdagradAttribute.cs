namespace OptimizerDsl;

/// <summary>Adagrad: gradients over the root of the sum of all their squares, with optional L2 weight decay.</summary>
/// <remarks>
/// <para>
/// d = g + λ w; s ← s + d², where s begins as a constant; w ← w - η / (1 + (t - 1) δ) · d / (√s + ε) in step t.
/// </para>
/// <para>
/// Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", JMLR 12, 2011,
/// figure 1 with diagonal matrices; the rate's decay and the initial sum as in PyTorch.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-2, Warn = 1, Why = "the first step is as long as the rate, whatever the gradient")]
public sealed partial class AdagradAttribute : UpdateRuleAttribute
{
    /// <summary>δ: how fast the rate falls by itself, beside any schedule.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double RateDecay { get; set; }

    /// <summary>The sum of squares before the first step.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double InitialAccumulator { get; set; }

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-10;

    /// <summary>λ: added to the gradient as λ w, the gradient of an L2 penalty.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether to climb instead of to descend.</summary>
    public bool Maximize { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="sum">s, the sum of squared gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, [LeastPrecision] ref Real sum, StepInfo step)
    {
        Real d = Maximize ? -g : g;
        if (WeightDecay != 0)
        {
            d += WeightDecay * w;
        }

        // State starts at zero, so the first step brings the initial sum in.
        double initial = step.Count == 1 ? InitialAccumulator : 0;
        sum = (sum + initial) + d * d;
        w -= step.LearningRate / (1 + (step.Count - 1) * RateDecay) * (d / (Real.Sqrt(sum) + Epsilon));
    }
}
