using OptimizerDsl.Generators.Frontend;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>A fall after the peak that is over long before the run is: nothing moves the rate any more, or it is dead.</summary>
/// <param name="Phase">The phase that lets it fall.</param>
/// <param name="Length">In how many steps.</param>
internal sealed record Decay(PhaseFacts Phase, long Length)
{
    public static Decay? Of(RecipeFacts recipe)
    {
        CurveTrace trace = recipe.Trace;
        double low = trace.Scales.Skip(trace.PeakIndex).Min();
        // Smaller falls may be meant to come early.
        if (!(trace.Peak > 0) || low > 0.2 * trace.Peak) return null;
        int index = Array.FindLastIndex(trace.Scales, s => Math.Abs(s - trace.Last) > 1e-3 * trace.Peak) + 1;
        if (index == 0 || index == trace.Steps.Length || trace.Steps[index] > trace.Horizon / 2) return null;
        // What falls as one over the time is never over, however little is left of it.
        bool isConstant = trace.Scales.Where((_, i) => trace.Steps[i] >= trace.Horizon / 2).All(s => Math.Abs(s - trace.Last) <= 1e-9 * trace.Peak);
        if (!isConstant && !(DeadTail.Below(trace, 1e-3 * trace.Peak) is { OfMovement: < DeadTail.Movement })) return null;
        long end = trace.FirstBetween(trace.Steps[index - 1], trace.Steps[index], s => Math.Abs(s - trace.Last) <= 1e-3 * trace.Peak);
        PhaseFacts phase = PhaseFacts.At(recipe, Math.Max(0, end - 1));
        long begin = Math.Max(phase.Phase.Start, trace.Steps[trace.PeakIndex]);
        // A phase with a length is as long as that says, wherever in it the rate is down.
        bool isPhase = phase.IsWritten(KnownNames.Steps) && phase.End - end <= 0.1 * phase.Phase.Length;
        return new(phase, isPhase ? phase.Phase.Length : end - begin);
    }
}
