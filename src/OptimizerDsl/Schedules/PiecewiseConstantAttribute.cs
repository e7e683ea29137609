namespace OptimizerDsl;

/// <summary>
/// Takes the next of some factors at each of some steps of the run: s(t) = 1 before the first of AtSteps, and from
/// AtSteps[i] on Factors[i], until the next.
/// </summary>
/// <remarks>
/// Step t of the phase is step t + PhaseStart of the run. Each factor is one of the base rate, and not of the factor before it:
/// with a base rate of 1 this is Keras's <c>PiecewiseConstantDecay</c>, save that a piece begins with the step that is named
/// and not with the one after it.
/// </remarks>
[ScheduleTraits(Restarts = true)]
public sealed partial class PiecewiseConstantAttribute : ScheduleAttribute
{
    /// <summary>The steps of the run, from 0, with which the factors begin; each is above the one before.</summary>
    public long[] AtSteps { get; set; } = [];

    /// <summary>The same in epochs, in place of <see cref="AtSteps"/>.</summary>
    public double[] AtEpochs { get; set; } = [];

    /// <summary>The factors on the base rate, one for each of <see cref="AtSteps"/>.</summary>
    public double[] Factors { get; set; } = [];

    /// <inheritdoc/>
    public override string? Problem => AtSteps.Length > 0
        ? Factors.Length == AtSteps.Length
            ? AtSteps.Zip(AtSteps.Skip(1)).All(pair => pair.First < pair.Second) ? null : "PiecewiseConstant needs its AtSteps in ascending order."
            : "PiecewiseConstant needs as many Factors as AtSteps: one for each."
        : "PiecewiseConstant needs its pieces: set AtSteps to the steps of the run with which they begin.";

    /// <inheritdoc/>
    public override double ScaleAt(long t)
    {
        double scale = 1;
        long piece = 0;
        foreach (long at in AtSteps)
        {
            // t + PhaseStart >= at, without a sum that could be too large.
            scale = t >= at - PhaseStart ? Factors[piece] : scale;
            piece += 1;
        }

        return scale;
    }
}
