namespace OptimizerDsl;

/// <summary>Raises the rate a little whenever the loss has fallen since the last call, and cuts it when the loss has risen.</summary>
/// <remarks>
/// factor ← Up · factor, or Down · factor; an equal loss leaves it. Vogl et al., "Accelerating the convergence of the
/// back-propagation method", Biological Cybernetics 59, 1988; the name is from Battiti, "Accelerated Backpropagation Learning:
/// Two Optimization Methods", Complex Systems 3, 1989. They also take the step back that made the loss rise, which is left to
/// the caller here.
/// </remarks>
public sealed partial class BoldDriverAttribute : MetricScheduleAttribute
{
    /// <summary>What the rate is multiplied by when the loss has fallen.</summary>
    [ValidRange(1, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "the rate never rises")]
    public double Up { get; set; } = 1.05;

    /// <summary>What the rate is multiplied by when the loss has risen, or is not a number.</summary>
    [DecayFactor]
    [ValidRange(0, 1, MinimumIsExclusive = true, IfBelow = "the rate falls to 0 or below", IfAbove = "the rate never falls", Usual = 0.5)]
    public double Down { get; set; } = 0.5;

    /// <summary>Takes in a loss.</summary>
    /// <param name="metric">The loss.</param>
    /// <param name="calls">The number of calls so far that had a number.</param>
    /// <param name="last">The loss of the last call that had a number.</param>
    /// <param name="factor">The factor on the rate.</param>
    /// <returns>The factor on the rate from now on.</returns>
    public double Adapt(double metric, ref double calls, ref double last, ref double factor)
    {
        if (calls == 0)
        {
            factor = 1;
        }
        else if (metric < last)
        {
            factor *= Up;
        }
        else if (!(metric <= last))
        {
            // Not "above": NaN is to be cut, too.
            factor *= Down;
        }

        // False for NaN, below which nothing could fall later.
        if (metric <= double.PositiveInfinity)
        {
            calls += 1;
            last = metric;
        }

        return factor;
    }
}
