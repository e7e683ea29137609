namespace OptimizerDsl;

/// <summary>
/// Goes in straight lines through points: s(t) = Factors[i] at step AtSteps[i] of the run, between two of them on the line that
/// joins them, Factors[0] before the first and the last of the Factors after the last.
/// </summary>
/// <remarks>
/// Step t of the phase is step t + PhaseStart of the run. Two points at one step make a jump, which happens with that step. Two
/// points in all are PyTorch's <c>LinearLR</c>.
/// </remarks>
[ScheduleTraits(Restarts = true)]
public sealed partial class PiecewiseLinearAttribute : ScheduleAttribute
{
    /// <summary>The steps of the run, from 0, at which the points lie; none is below the one before.</summary>
    public long[] AtSteps { get; set; } = [];

    /// <summary>The same in epochs, in place of <see cref="AtSteps"/>.</summary>
    public double[] AtEpochs { get; set; } = [];

    /// <summary>The factors on the base rate at the points, one for each of <see cref="AtSteps"/>.</summary>
    public double[] Factors { get; set; } = [];

    /// <inheritdoc/>
    public override string? Problem => AtSteps.Length > 0
        ? Factors.Length == AtSteps.Length
            ? AtSteps.Zip(AtSteps.Skip(1)).All(pair => pair.First <= pair.Second) ? null : "PiecewiseLinear needs its AtSteps in ascending order."
            : "PiecewiseLinear needs as many Factors as AtSteps: one for each."
        : "PiecewiseLinear needs its points: set AtSteps to the steps of the run at which they lie.";

    /// <inheritdoc/>
    public override double ScaleAt(long t)
    {
        double scale = Factors[0];
        double height = Factors[0];
        long start = AtSteps[0] - PhaseStart;
        long point = 0;
        foreach (long at in AtSteps)
        {
            long end = at - PhaseStart;
            double next = Factors[point];
            scale = t >= end ? next : t > start ? height + (next - height) * ((double)(t - start) / (end - start)) : scale;
            start = end;
            height = next;
            point += 1;
        }

        return scale;
    }
}
