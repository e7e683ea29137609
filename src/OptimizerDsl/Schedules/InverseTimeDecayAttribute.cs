namespace OptimizerDsl;

/// <summary>Falls as one over the time: s(t) = 1 / (1 + Rate · t / EverySteps).</summary>
/// <remarks>
/// With exponent 1 this satisfies the conditions of Robbins and Monro, "A Stochastic Approximation Method", Annals of
/// Mathematical Statistics 22, 1951: the rates have an infinite sum, and their squares a finite one.
/// </remarks>
public sealed partial class InverseTimeDecayAttribute : ScheduleAttribute
{
    /// <summary>How fast it falls: after 1 / Rate intervals, half of the rate is left. It has to be set.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Rate { get; set; }

    /// <summary>The number of steps, whole or not, of one interval; 0, unless set, is one step.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double EverySteps { get; set; }

    /// <summary>The same in epochs, in place of <see cref="EverySteps"/>.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double EveryEpochs { get; set; }

    /// <inheritdoc/>
    public override string? Problem => Rate > 0
        ? EverySteps >= 0 ? null : "InverseTimeDecay needs an interval: set EverySteps above 0."
        : "InverseTimeDecay needs a Rate: set it to how much, of one, the denominator grows in an interval.";

    /// <inheritdoc/>
    public override double ScaleAt(long t) => 1 / (1 + Rate * (EverySteps == 0 ? t : t / EverySteps));
}
