namespace OptimizerDsl;

/// <summary>
/// Warmup, stable, decay: rises in a straight line to the base rate, s(t) = (t + 1) / WarmupSteps, stays there, and falls to a
/// floor in the last DecaySteps of Steps, in a shape to be chosen; then Floor.
/// </summary>
/// <remarks>
/// <para>
/// Hu et al., "MiniCPM: Unveiling the Potential of Small Language Models with Scalable Training Strategies", COLM 2024, section
/// 4.2, equation 1; they fall exponentially over a tenth of the steps. One minus the square root is the shape that Hägele et
/// al., "Scaling Laws and Compute-Optimal Training Beyond Fixed Training Durations", NeurIPS 2024, section 3, find best.
/// </para>
/// <para>
/// It equals <see cref="LinearWarmupAttribute"/>, <see cref="ConstantAttribute"/> and a decay in a row, save that only the ends
/// have a length: the stable part is what the plan leaves between them.
/// </para>
/// </remarks>
public sealed partial class WsdAttribute : ScheduleAttribute
{
    /// <summary>The number of steps in which the rate rises; 0 is no warmup.</summary>
    [ValidRange(0, long.MaxValue)]
    public long WarmupSteps { get; set; }

    /// <summary>The number of epochs in which the rate rises, in place of <see cref="WarmupSteps"/>.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double WarmupEpochs { get; set; }

    /// <summary>The number of steps in which the rate falls. It has to be set.</summary>
    [ValidRange(0, long.MaxValue)]
    public long DecaySteps { get; set; }

    /// <summary>The number of epochs in which the rate falls, in place of <see cref="DecaySteps"/>.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double DecayEpochs { get; set; }

    /// <summary>The shape in which it falls.</summary>
    public DecayShape Shape { get; set; } = DecayShape.OneMinusSqrt;

    /// <summary>The factor at the end and ever after; above 0 where the shape is exponential.</summary>
    [ValidRange(0, 1)]
    public double Floor { get; set; }

    /// <inheritdoc/>
    public override string? Problem => Steps > 0
        ? DecaySteps > 0
            ? DecaySteps <= Steps - WarmupSteps
                ? Shape == DecayShape.Exponential && Floor == 0 ? "Wsd with an exponential decay needs a Floor above 0: no number of factors leads to 0." : null
                : "Wsd has a warmup and a decay that are together longer than its Steps: shorten one."
            : "Wsd needs a decay: set DecaySteps to the number of steps in which the rate falls."
        : "Wsd needs a length: set Steps to the number of steps that it takes.";

    /// <inheritdoc/>
    public override double ScaleAt(long t)
    {
        double way = (double)(t - (Steps - DecaySteps)) / DecaySteps;
        double left = Shape == DecayShape.Linear ? 1 - way : Shape == DecayShape.Cosine ? (1 + Math.Cos(Math.PI * way)) / 2 : 1 - Math.Sqrt(way);
        double falling = Shape == DecayShape.Exponential ? Math.Pow(Floor, way) : Floor + (1 - Floor) * left;
        return t >= Steps ? Floor : t + 1.0 < WarmupSteps ? (t + 1.0) / WarmupSteps : way <= 0 ? 1 : falling;
    }
}
