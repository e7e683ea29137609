namespace OptimizerDsl;

/// <summary>
/// Falls by a factor at each of some steps of the run: s(t) = Factor^n, where n of the AtSteps are not after step t of the
/// phase, which is step t + PhaseStart of the run.
/// </summary>
/// <remarks>
/// Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017, section 5.1: by 10 at epochs 30, 60 and 80,
/// which stay the same epochs behind a warmup.
/// </remarks>
public sealed partial class MultiStepDecayAttribute : ScheduleAttribute
{
    /// <summary>What the rate is multiplied by, each time.</summary>
    [DecayFactor]
    [ValidRange(0, 1, MinimumIsExclusive = true)]
    public double Factor { get; set; } = 0.1;

    /// <summary>The steps of the run, from 0, with which the falls begin.</summary>
    public long[] AtSteps { get; set; } = [];

    /// <summary>The same in epochs, in place of <see cref="AtSteps"/>.</summary>
    public double[] AtEpochs { get; set; } = [];

    /// <inheritdoc/>
    public override string? Problem => AtSteps.Length > 0 ? null : "MultiStepDecay needs its falls: set AtSteps to the steps of the run with which they begin.";

    /// <inheritdoc/>
    public override double ScaleAt(long t)
    {
        long falls = 0;
        foreach (long at in AtSteps)
        {
            // t + PhaseStart >= at, without a sum that could be too large.
            falls += t >= at - PhaseStart ? 1 : 0;
        }

        return Math.Pow(Factor, falls);
    }
}
