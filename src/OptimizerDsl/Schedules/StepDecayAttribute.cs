namespace OptimizerDsl;

/// <summary>Falls by a factor at regular intervals: s(t) = Factor^⌊t / EverySteps⌋.</summary>
/// <remarks>He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, section 3.4, divide by 10.</remarks>
public sealed partial class StepDecayAttribute : ScheduleAttribute
{
    /// <summary>What the rate is multiplied by, each time.</summary>
    [DecayFactor]
    [ValidRange(0, 1, MinimumIsExclusive = true)]
    public double Factor { get; set; } = 0.1;

    /// <summary>The number of steps between two falls, whole or not.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double EverySteps { get; set; }

    /// <summary>The number of epochs between two falls, in place of <see cref="EverySteps"/>.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double EveryEpochs { get; set; }

    /// <inheritdoc/>
    public override string? Problem => EverySteps > 0 ? null : "StepDecay needs an interval: set EverySteps to the number of steps between two falls.";

    /// <inheritdoc/>
    public override double ScaleAt(long t) => Math.Pow(Factor, Math.Floor(t / EverySteps));
}
