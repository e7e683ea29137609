namespace OptimizerDsl;

/// <summary>
/// Rises in a straight line from a floor to the base rate in UpSteps, falls back in DownSteps, and begins again, each time
/// Multiplier times as high: in cycle n = 0, 1, …, with x the height between 0 and 1,
/// s(t) = Floor + (1 - Floor) x Multiplierⁿ Rateᵗ.
/// </summary>
/// <remarks>
/// <para>
/// Smith, "Cyclical Learning Rates for Training Neural Networks", WACV 2017, section 3: "triangular", with a Multiplier of 0.5
/// "triangular2", and with a Rate below 1 "exp_range".
/// </para>
/// <para>
/// Floor may be above 1: with <c>Target = "Momentum"</c>, a recipe with a momentum of 0.8 and Floor = 0.9 / 0.8 lowers it while
/// the rate rises.
/// </para>
/// </remarks>
[ScheduleTraits(Restarts = true)]
public sealed partial class CyclicAttribute : ScheduleAttribute
{
    /// <summary>The number of steps in which the rate rises.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double UpSteps { get; set; }

    /// <summary>The number of epochs in which the rate rises, in place of <see cref="UpSteps"/>.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double UpEpochs { get; set; }

    /// <summary>The number of steps in which the rate falls; 0, unless set, is as many as it rises in.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double DownSteps { get; set; }

    /// <summary>The number of epochs in which the rate falls, in place of <see cref="DownSteps"/>.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double DownEpochs { get; set; }

    /// <summary>The factor at both ends of each cycle.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Floor { get; set; } = 0.1;

    /// <summary>How much higher each cycle is than the one before.</summary>
    [ValidRange(0, 1, MinimumIsExclusive = true)]
    public double Multiplier { get; set; } = 1;

    /// <summary>How much of the height is left after each step.</summary>
    [ValidRange(0, 1, MinimumIsExclusive = true)]
    public double Rate { get; set; } = 1;

    /// <summary>Whether the ways up and down are half cosines instead of straight lines.</summary>
    public bool Cosine { get; set; }

    /// <inheritdoc/>
    public override string? Problem => UpSteps > 0
        ? DownSteps >= 0 ? null : "Cyclic needs a way down: set DownSteps above 0, or leave it out."
        : "Cyclic needs a way up: set UpSteps to the number of steps in which the rate rises.";

    /// <inheritdoc/>
    public override double ScaleAt(long t)
    {
        double down = DownSteps == 0 ? UpSteps : DownSteps;
        double cycle = Math.Floor(t / (UpSteps + down));
        double since = t - cycle * (UpSteps + down);
        double way = since <= UpSteps ? since / UpSteps : 1 - (since - UpSteps) / down;
        double height = Cosine ? (1 - Math.Cos(Math.PI * way)) / 2 : way;
        return Floor + (1 - Floor) * height * Math.Pow(Multiplier, cycle) * Math.Pow(Rate, t);
    }
}
