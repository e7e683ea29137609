namespace OptimizerDsl;

/// <summary>Falls by the same factor over equal times: s(t) = From · Rate^(t / EverySteps).</summary>
public sealed partial class ExponentialDecayAttribute : ScheduleAttribute
{
    /// <summary>What the rate is multiplied by over <see cref="EverySteps"/> steps. It has to be set.</summary>
    [DecayFactor]
    [ValidRange(0, 1, MinimumIsExclusive = true)]
    public double Rate { get; set; } = 1;

    /// <summary>The number of steps, whole or not, over which the rate falls by <see cref="Rate"/>; 0, unless set, is one step.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double EverySteps { get; set; }

    /// <summary>The same in epochs, in place of <see cref="EverySteps"/>.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double EveryEpochs { get; set; }

    /// <summary>The factor with which it begins, so that it can go on where a phase before it ended.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double From { get; set; } = 1;

    /// <inheritdoc/>
    public override string? Problem => Rate == 1
        ? "ExponentialDecay with a Rate of 1 never falls: set Rate below 1, or use Constant."
        : EverySteps >= 0 ? null : "ExponentialDecay needs an interval: set EverySteps above 0.";

    /// <inheritdoc/>
    public override double ScaleAt(long t) => From * Math.Pow(Rate, EverySteps == 0 ? t : t / EverySteps);
}
