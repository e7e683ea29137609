namespace OptimizerDsl;

/// <summary>
/// Schedule-free gradient descent: instead of a rate that falls, an average of the steps, near which gradients are taken.
/// </summary>
/// <remarks>
/// <para>
/// w is y, where gradients are taken; z and x begin as w. z ← z - η (g + λ w); x ← (1 - c) x + c z; w ← (1 - β) z + β x, where
/// c is the step's part of the weights so far, and its weight tᵖ (the largest rate so far)^q. Evaluate at x: <c>Average</c> and
/// <c>UseAverages</c> give it. A warmup comes from a schedule; a rate that falls is not meant.
/// </para>
/// <para>
/// Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky, "The Road Less Scheduled", NeurIPS 2024, the method of its
/// section 1, with the weights of the authors' code.
/// </para>
/// </remarks>
[RuleTraits(IsScheduleFree = true)]
// The authors say that good rates are 10 to 50 times those of SGD with momentum.
[SafeLearningRate(Usual = 1, Notice = 50)]
public sealed partial class ScheduleFreeSgdAttribute : UpdateRuleAttribute
{
    /// <summary>β: how near to the average gradients are taken.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true)]
    public double Momentum { get; set; } = 0.9;

    /// <summary>λ: added to the gradient as λ w, the gradient of an L2 penalty.</summary>
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
    /// <param name="largest">The largest rate so far.</param>
    /// <param name="weights">The weights of all steps so far.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(
        ref Real w, Real g, [LeastPrecision] ref Real z, [Average] ref Real x, double largest, double weights, StepInfo step)
    {
        if (step.Count == 1)
        {
            z = w;
            x = w;
        }

        Real d = g;
        if (WeightDecay != 0)
        {
            d += WeightDecay * w;
        }

        double c = weights > 0 ? WeightOf(step.Count, largest) / weights : 0;
        z -= step.LearningRate * d;
        x = (1 - c) * x + c * z;
        w = (1 - Momentum) * z + Momentum * x;
    }

    private double WeightOf(long t, double rate) => Math.Pow(t, StepPower) * Math.Pow(rate, RatePower);
}
