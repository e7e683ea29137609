namespace OptimizerDsl;

/// <summary>
/// Falls as a power of the time that is left, from the base rate to a floor:
/// s(t) = Floor + (1 - Floor) (1 - t / Steps)^Power, then Floor.
/// </summary>
/// <remarks>The "poly" policy of Chen et al., "DeepLab", TPAMI 40(4), 2018, section 4.1, which takes a power of 0.9.</remarks>
public sealed partial class PolynomialDecayAttribute : ScheduleAttribute
{
    /// <summary>The power: below 1 the fall is late, at 1 a straight line, above 1 early.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true, IfBelow = "the rate does not fall", Usual = 1)]
    public double Power { get; set; } = 1;

    /// <summary>The factor at the end and ever after.</summary>
    [ValidRange(0, 1)]
    public double Floor { get; set; }

    /// <inheritdoc/>
    public override string? Problem => Steps > 0
        ? Power > 0 ? null : "PolynomialDecay needs a Power above 0."
        : "PolynomialDecay needs a length: set Steps to the number of steps that it takes.";

    /// <inheritdoc/>
    public override double ScaleAt(long t) => t >= Steps ? Floor : Floor + (1 - Floor) * Math.Pow(1 - (double)t / Steps, Power);
}
