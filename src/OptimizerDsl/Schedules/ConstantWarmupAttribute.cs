namespace OptimizerDsl;

/// <summary>Stays at a part of the base rate, and then jumps to it: s(t) = From, and from step Steps on 1.</summary>
/// <remarks>
/// He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, section 4.2, begin with a tenth; called
/// constant warmup by Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017, section 2.2.
/// </remarks>
public sealed partial class ConstantWarmupAttribute : ScheduleAttribute
{
    /// <summary>The factor during the warmup.</summary>
    [ValidRange(0, 1)]
    public double From { get; set; } = 0.1;

    /// <inheritdoc/>
    public override string? Problem => Steps > 0 ? null : "ConstantWarmup needs a length: set Steps to the number of steps that it takes.";

    /// <inheritdoc/>
    public override double ScaleAt(long t) => t >= Steps ? 1 : From;
}
