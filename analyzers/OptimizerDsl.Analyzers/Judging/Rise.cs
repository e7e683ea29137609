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
        bool isWhole = end == scales.Length - 1;
        long summit = isWhole ? trace.Steps[end] : SummitBetween(trace, trace.Steps[Math.Max(end - 1, 0)], trace.Steps[end + 1]);
        double top = trace.ScaleAt(summit);
        if (!(top > scales[0] * Least)) return null;

        long full = FirstAt(trace, top, summit), nearly = FirstAt(trace, top * 0.99, summit);
        bool isAsymptotic = full - nearly > 0.2 * full;
        // A jump happens with the step after the warmup, a ramp ends with its last step.
        bool isJump = trace.Phases.Any(p => p.Start == full) || (full >= 2 && trace.ScaleAt(full - 1) == trace.ScaleAt(full - 2));
        long length = isAsymptotic ? nearly + 1 : isJump ? full : full + 1;
        // Large lengths are rounded within formulas.
        long asWritten = trace.Phases.Select(p => p.Length).FirstOrDefault(l => Math.Abs((double)l - length) <= 1e-12 * length);
        return new(asWritten > 0 ? asWritten : length, top, isAsymptotic, isWhole);
    }

    private static long FirstAt(CurveTrace trace, double level, long summit)
    {
        int index = Array.FindIndex(trace.Scales, s => s >= level);
        if (index == 0) return trace.Steps[0];
        // A summit between the steps that were looked at comes after the last of them that is below.
        return index > 0 && trace.Steps[index] <= summit ? trace.FirstBetween(trace.Steps[index - 1], trace.Steps[index], s => s >= level)
            : trace.FirstBetween(trace.Steps.Last(t => t < summit), summit, s => s >= level);
    }

    /// <summary>The last step between two up to which the curve does not fall, where it rises first and then falls.</summary>
    private static long SummitBetween(CurveTrace trace, long before, long after)
    {
        long low = before, high = after;
        while (high - low > 1)
        {
            long middle = low + (high - low) / 2;
            if (trace.ScaleAt(middle) >= trace.ScaleAt(middle - 1)) low = middle;
            else high = middle;
        }
        return low;
    }
}
