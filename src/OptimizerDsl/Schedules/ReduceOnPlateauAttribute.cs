namespace OptimizerDsl;

/// <summary>Lowers the rate when a metric has not improved for a while.</summary>
/// <remarks>
/// A metric improves on the best so far when it is below best · (1 - Threshold), or below best - Threshold if absolute; to
/// maximize, above best · (1 + Threshold), or best + Threshold. After more than Patience calls without improvement the factor
/// becomes max(factor · Factor, Floor), and for Cooldown calls nothing is counted. As PyTorch's <c>ReduceLROnPlateau</c>, save
/// that Floor is a part of the base rate, and that there is no smallest change of the rate.
/// </remarks>
public sealed partial class ReduceOnPlateauAttribute : MetricScheduleAttribute
{
    /// <summary>What the rate is multiplied by, each time.</summary>
    [DecayFactor]
    [ValidRange(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true, IfBelow = "the rate falls to 0 or below", IfAbove = "the rate never falls", Usual = 0.1)]
    public double Factor { get; set; } = 0.1;

    /// <summary>How many calls in a row may pass without improvement.</summary>
    [ValidRange(0, long.MaxValue)]
    public long Patience { get; set; } = 10;

    /// <summary>By how much a metric has to be better than the best to count as an improvement.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Threshold { get; set; } = 1e-4;

    /// <summary>How many calls after a fall are not counted.</summary>
    [ValidRange(0, long.MaxValue)]
    public long Cooldown { get; set; }

    /// <summary>The smallest factor on the base rate.</summary>
    [ValidRange(0, 1, IfAbove = "the rate rises to its floor")]
    public double Floor { get; set; }

    /// <summary>Whether a larger metric is a better one.</summary>
    public bool Maximize { get; set; }

    /// <summary>Whether <see cref="Threshold"/> is a difference, and not a part of the best metric.</summary>
    public bool Absolute { get; set; }

    /// <summary>Whether some metric can count as an improvement: 1 - Threshold of the best has to be above 0.</summary>
    [Constraint("A metric would have to fall by all of the best one or more to count as an improvement, so the rate falls whatever happens. Set Threshold below 1, or Absolute = true.", Severity = FindingSeverity.Error)]
    public bool CanImprove => Maximize || Absolute || Threshold < 1;

    /// <summary>Whether a single call without improvement leaves the rate as it is.</summary>
    [Constraint("With a Patience of 0 a single call without improvement lowers the rate, and metrics are noisy. Allow some calls.", Severity = FindingSeverity.Suggestion)]
    public bool IsPatient => Patience > 0;

    /// <summary>Takes in a metric.</summary>
    /// <param name="metric">The metric; one that is not a number is no improvement.</param>
    /// <param name="calls">The number of calls so far.</param>
    /// <param name="best">The best metric so far.</param>
    /// <param name="waited">The number of calls in a row without improvement.</param>
    /// <param name="resting">The number of calls that are still not counted.</param>
    /// <param name="factor">The factor on the rate.</param>
    /// <returns>The factor on the rate from now on.</returns>
    public double Adapt(double metric, ref double calls, ref double best, ref double waited, ref double resting, ref double factor)
    {
        if (calls == 0)
        {
            best = Maximize ? double.NegativeInfinity : double.PositiveInfinity;
            factor = 1;
        }

        calls += 1;
        bool isBetter = Maximize
            ? metric > (Absolute ? best + Threshold : best * (Threshold + 1))
            : metric < (Absolute ? best - Threshold : best * (1 - Threshold));
        best = isBetter ? metric : best;
        waited = isBetter ? 0 : waited + 1;
        if (resting > 0)
        {
            resting -= 1;
            waited = 0;
        }

        if (waited > Patience)
        {
            factor = Math.Max(factor * Factor, Floor);
            resting = Cooldown;
            waited = 0;
        }

        return factor;
    }
}
