using System.Diagnostics;

namespace OptimizerDsl.CompileBenchmarks;

/// <summary>Medians of runs that take turns: a shared machine drifts, and neighbours in time drift alike.</summary>
internal static class Timing
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The milliseconds that something takes, without the garbage that came before it.</summary>
    public static double Milliseconds(Action action)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Runs every variant in each round; each has its times, in order of the rounds.</summary>
    public static double[][] Interleave(int rounds, params Func<double>[] variants)
    {
        double[][] times = [.. variants.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            // Every other round goes backwards, so that none always comes first.
            for (int i = 0; i < variants.Length; i++)
            {
                int variant = round % 2 == 0 ? i : variants.Length - 1 - i;
                times[variant][round] = variants[variant]();
            }
        }
        return times;
    }

    /// <summary>The median of the rounds' ratios.</summary>
    public static double Ratio(double[] times, double[] of) => Median(times.Zip(of, (a, b) => a / b));
}
