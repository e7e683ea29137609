namespace OptimizerDsl;

/// <summary>Falls as one over the square root of the step: s(t) = √(Shift / (Shift + t)).</summary>
/// <remarks>
/// After a <see cref="LinearWarmupAttribute"/> of Shift steps this is the schedule of Vaswani et al., "Attention Is All You
/// Need", NeurIPS 2017, section 5.3, up to its constant and a delay of one step.
/// </remarks>
public sealed partial class InverseSqrtDecayAttribute : ScheduleAttribute
{
    /// <summary>How late, in steps, the fall sets in: after three times as many steps, half of the rate is left. It has to be set.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true)]
    public double Shift { get; set; }

    /// <inheritdoc/>
    public override string? Problem => Shift > 0 ? null : "InverseSqrtDecay needs a Shift: set it to the number of steps of the warmup before it.";

    /// <inheritdoc/>
    public override double ScaleAt(long t) => Math.Sqrt(Shift / (Shift + t));
}
