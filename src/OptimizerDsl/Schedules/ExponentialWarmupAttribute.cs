namespace OptimizerDsl;

/// <summary>Comes exponentially near to the base rate: s(t) = 1 - exp(-(t + 1) / TimeConstantSteps).</summary>
/// <remarks>
/// <para>
/// Ma and Yarats, "On the adequacy of untuned warmup for adaptive optimization", AAAI 2021, who take
/// 1 / (1 - β₂) steps for Adam.
/// </para>
/// <para>
/// It never quite gets there: a phase of n times TimeConstantSteps ends at 1 - exp(-n), so that five times leave a jump of 0.7 % for
/// the phase that follows.
/// </para>
/// </remarks>
public sealed partial class ExponentialWarmupAttribute : ScheduleAttribute
{
    /// <summary>The number of steps, whole or not, after which 63 % of the base rate are reached. It has to be set.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double TimeConstantSteps { get; set; }

    /// <summary>The same in epochs, in place of <see cref="TimeConstantSteps"/>.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double TimeConstantEpochs { get; set; }

    /// <inheritdoc/>
    public override string? Problem => TimeConstantSteps > 0 ? null : "ExponentialWarmup needs a time constant: set TimeConstantSteps to the number of steps after which 63 % are reached.";

    /// <inheritdoc/>
    public override double ScaleAt(long t) => 1 - Math.Exp(-(t + 1.0) / TimeConstantSteps);
}
