namespace OptimizerDsl;

/// <summary>One factor throughout: s(t) = Factor.</summary>
public sealed partial class ConstantAttribute : ScheduleAttribute
{
    /// <summary>The factor on the base rate.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Factor { get; set; } = 1;

    /// <inheritdoc/>
    public override double ScaleAt(long t) => Factor;
}
