namespace OptimizerDsl;

/// <summary>Schedule-free AdamW: instead of a rate that falls, an average of the steps, near which gradients are taken.</summary>
/// <remarks>
/// <para>
/// w is y, where gradients are taken; z and x begin as w. v ← β₂ v + (1 - β₂) g²; z ← z - η (g / (√(v / (1 - β₂ᵗ)) + ε) + λ w); x
/// ← (1 - c) x + c z; w ← (1 - β₁) z + β₁ x, where c is the step's part of the weights so far, and its weight tᵖ (the largest
/// rate so far)^q. Evaluate at x: <c>Average</c> and <c>UseAverages</c> give it. A warmup comes from a schedule; a rate that
/// falls is not meant.
/// </para>
/// <para>
/// Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky, "The Road Less Scheduled", NeurIPS 2024, algorithm 1; weights and the
/// bias correction of v as in the authors' code, whose first version, like the paper, scales the rate by √(1 - β₂ᵗ) instead.
/// </para>
/// </remarks>
[RuleTraits(IsScheduleFree = true)]
// The authors say that good rates are 1 to 10 times those of AdamW.
[SafeLearningRate(Usual = 2.5e-3, Notice = 0.1, Warn = 1)]
public sealed partial class ScheduleFreeAdamWAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how near to the average gradients are taken.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: how much of the mean squared gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared gradients never moves", Usual = 0.999)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>λ: by how much, times the rate, each step moves z against the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>p: the power of the step's number in its weight.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double StepPower { get; set; }

    /// <summary>
    /// q: the power of the largest rate so far in a step's weight; it keeps the steps of a warmup out of the average.
    /// </summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double RatePower { get; set; } = 2;

    /// <summary>Weighs the step.</summary>
    /// <param name="largest">The largest rate so far.</param>
    /// <param name="weights">The weights of all steps so far.</param>
    /// <param name="step">The step that is running.</param>
    public void Begin(ref double largest, ref double weights, StepInfo step)
    {
        largest = Math.Max(largest, step.LearningRate);
        weights += WeightOf(step.Count, largest);
    }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter, y.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="z">What descends.</param>
    /// <param name="x">The average of z.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="largest">The largest rate so far.</param>
    /// <param name="weights">The weights of all steps so far.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(
        ref Real w, Real g, [LeastPrecision] ref Real z, [Average] ref Real x, ref Real v, double largest, double weights, StepInfo step)
    {
        if (step.Count == 1)
        {
            z = w;
            x = w;
        }

        v = Beta2 * v + (1 - Beta2) * g * g;
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        Real d = g / (Real.Sqrt(v) * (1 / Math.Sqrt(c2)) + Epsilon);
        if (WeightDecay != 0)
        {
            d += WeightDecay * w;
        }

        double c = weights > 0 ? WeightOf(step.Count, largest) / weights : 0;
        z -= step.LearningRate * d;
        x = (1 - c) * x + c * z;
        w = (1 - Beta1) * z + Beta1 * x;
    }

    private double WeightOf(long t, double rate) => Math.Pow(t, StepPower) * Math.Pow(rate, RatePower);
}
