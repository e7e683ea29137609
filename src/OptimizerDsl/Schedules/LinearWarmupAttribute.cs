namespace OptimizerDsl;

/// <summary>Rises in a straight line to the base rate: s(t) = From + (1 - From) (t + 1) / Steps, then 1.</summary>
/// <remarks>
/// The first step has 1 / Steps of the way behind it, so none has rate 0. Goyal et al., "Accurate, Large Minibatch SGD:
/// Training ImageNet in 1 Hour", 2017, section 2.2.
/// </remarks>
public sealed partial class LinearWarmupAttribute : ScheduleAttribute
{
    /// <summary>The factor that a step before the first one would have had.</summary>
    [ValidRange(0, 1)]
    public double From { get; set; }

    /// <inheritdoc/>
    public override string? Problem => Steps > 0 ? null : "LinearWarmup needs a length: set Steps to the number of steps that it takes.";

    /// <inheritdoc/>
    public override double ScaleAt(long t) => t + 1.0 >= Steps ? 1 : From + (1 - From) * (t + 1.0) / Steps;
}
