namespace OptimizerDsl.Analyzers.Judging;

/// <summary>How a rate rises at the beginning of a run, whichever schedules make it do so.</summary>
/// <param name="Length">The number of steps before it is at its top, or within 1 % of it where it comes near ever more slowly.</param>
/// <param name="Top">The factor to which it rises.</param>
/// <param name="IsAsymptotic">Whether it only comes near to its top.</param>
/// <param name="IsWhole">Whether it never falls in all of the steps that were looked at.</param>
internal sealed record Rise(long Length, double Top, bool IsAsymptotic, bool IsWhole)
{
    // Less than this is no warmup.
    private const double Least = 1.01;

    /// <summary>The rise of a curve; null where it begins with a fall, or stays as it begins.</summary>
    public static Rise? Of(CurveTrace trace)
    {
        double[] scales = trace.Scales;
        int end = 0;
        while (end + 1 < scales.Length && scales[end + 1] >= scales[end] * (1 - 1e-12)) end++;
        double top = scales[end];
        if (!(top > scales[0] * Least)) return null;

        long full = FirstAt(trace, top * (1 - 1e-9)), nearly = FirstAt(trace, top * 0.99);
        bool isAsymptotic = full - nearly > 0.2 * full;
        // A jump happens with the step after the warmup, a ramp ends with its last step.
        bool isJump = trace.Phases.Any(p => p.Start == full) || (full >= 2 && trace.ScaleAt(full - 1) == trace.ScaleAt(full - 2));
        return new(isAsymptotic ? nearly + 1 : isJump ? full : full + 1, top, isAsymptotic, end == scales.Length - 1);
    }

    private static long FirstAt(CurveTrace trace, double level)
    {
        int index = Array.FindIndex(trace.Scales, s => s >= level);
        return index == 0 ? trace.Steps[0] : trace.FirstBetween(index - 1, index, s => s >= level);
    }
}
