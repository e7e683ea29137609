namespace OptimizerDsl.Analyzers.Judging;

/// <summary>The steps after the peak in which the rate is too small to matter.</summary>
/// <param name="Step">The first of them.</param>
/// <param name="Share">Which part of the run they are.</param>
/// <param name="OfMovement">Which part of all that the rate moves falls into them: of the sum of its factors.</param>
internal sealed record DeadTail(long Step, double Share, double OfMovement)
{
    /// <summary>What a tail may contribute to all movement and still be dead: rates that fall as one over the time go on moving for ever.</summary>
    public const double Movement = 0.05;

    /// <summary>The steps after the peak with factors below a bound; null where there are none.</summary>
    public static DeadTail? Below(CurveTrace trace, double bound)
    {
        double dead = 0, moved = 0, total = 0;
        int first = -1;
        for (int i = 0; i < trace.Steps.Length; i++)
        {
            double steps = (i + 1 < trace.Steps.Length ? trace.Steps[i + 1] : trace.Horizon) - trace.Steps[i];
            total += steps * trace.Scales[i];
            if (i <= trace.PeakIndex || !(trace.Scales[i] < bound)) continue;
            if (first < 0) first = i;
            dead += steps;
            moved += steps * trace.Scales[i];
        }
        return first < 0 ? null : new(trace.FirstBetween(trace.Steps[first - 1], trace.Steps[first], s => s < bound), dead / trace.Horizon, total > 0 ? moved / total : 0);
    }
}
