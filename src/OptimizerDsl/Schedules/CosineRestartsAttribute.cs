namespace OptimizerDsl;

/// <summary>
/// Falls along half a cosine from the base rate to a floor, and begins again, each time Multiplier times as slow: with τ steps
/// since the last restart in a period of T, s(t) = Floor + (1 - Floor) (1 + cos(π τ / T)) / 2.
/// </summary>
/// <remarks>
/// Period n = 0, 1, … takes T = PeriodSteps · Multiplierⁿ. Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm
/// Restarts", ICLR 2017, equation 5.
/// </remarks>
[ScheduleTraits(Restarts = true)]
public sealed partial class CosineRestartsAttribute : ScheduleAttribute
{
    /// <summary>The number of steps of the first period. It has to be set.</summary>
    [ValidRange(0, long.MaxValue)]
    public long PeriodSteps { get; set; }

    /// <summary>The number of epochs of the first period, in place of <see cref="PeriodSteps"/>.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double PeriodEpochs { get; set; }

    /// <summary>How much longer each period is than the one before.</summary>
    [ValidRange(1, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Multiplier { get; set; } = 1;

    /// <summary>The factor at the end of each period.</summary>
    [ValidRange(0, 1)]
    public double Floor { get; set; }

    /// <inheritdoc/>
    public override string? Problem => PeriodSteps > 0
        ? Multiplier >= 1 ? null : "CosineRestarts needs a Multiplier of 1 or more: its periods cannot become ever shorter."
        : "CosineRestarts needs a period: set PeriodSteps to the number of steps of the first one.";

    /// <inheritdoc/>
    public override double ScaleAt(long t)
    {
        double since = t % PeriodSteps;
        double period = PeriodSteps;
        if (Multiplier > 1)
        {
            // Period n begins at PeriodSteps (Multiplierⁿ - 1) / (Multiplier - 1). Solving for n rounds, so its neighbours are
            // looked at.
            double n = Math.Floor(Math.Log((double)t / PeriodSteps * (Multiplier - 1) + 1) / Math.Log(Multiplier));
            n = t >= PeriodSteps * (Math.Pow(Multiplier, n + 1) - 1) / (Multiplier - 1) ? n + 1 : n;
            n = t < PeriodSteps * (Math.Pow(Multiplier, n) - 1) / (Multiplier - 1) ? n - 1 : n;
            since = t - PeriodSteps * (Math.Pow(Multiplier, n) - 1) / (Multiplier - 1);
            period = PeriodSteps * Math.Pow(Multiplier, n);
        }

        return Floor + (1 - Floor) * (1 + Math.Cos(Math.PI * since / period)) / 2;
    }
}
