namespace OptimizerDsl;

/// <summary>
/// The Transformer's schedule: s(t) = ModelSize^(-1/2) · min(n^(-1/2), n · WarmupSteps^(-3/2)) in step n = t + 1. It is an
/// absolute rate, made for a base rate of 1.
/// </summary>
/// <remarks>Vaswani et al., "Attention Is All You Need", NeurIPS 2017, equation 3, with a model of 512 and 4000 steps.</remarks>
public sealed partial class NoamAttribute : ScheduleAttribute
{
    /// <summary>The number of dimensions of the model's vectors. It has to be set.</summary>
    [ValidRange(1, long.MaxValue)]
    public long ModelSize { get; set; }

    /// <summary>The number of steps in which the rate rises. It has to be set.</summary>
    [ValidRange(0, long.MaxValue)]
    public long WarmupSteps { get; set; }

    /// <summary>The number of epochs in which the rate rises, in place of <see cref="WarmupSteps"/>.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double WarmupEpochs { get; set; }

    /// <inheritdoc/>
    public override string? Problem => ModelSize > 0
        ? WarmupSteps > 0 ? null : "Noam needs a warmup: set WarmupSteps to the number of steps in which the rate rises."
        : "Noam needs a ModelSize: set it to the number of dimensions of the model's vectors.";

    /// <inheritdoc/>
    public override double ScaleAt(long t) =>
        Math.Min(1 / Math.Sqrt(t + 1.0), (t + 1.0) * Math.Pow(WarmupSteps, -1.5)) / Math.Sqrt(ModelSize);
}
