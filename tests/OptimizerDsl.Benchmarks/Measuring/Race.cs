using System.Diagnostics;

namespace OptimizerDsl.Benchmarks.Measuring;

/// <summary>What one contender took.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Nanoseconds">The median time of a step.</param>
/// <param name="Ratio">The median, over rounds, of its time divided by the first contender's in the same round.</param>
/// <param name="Bytes">Bytes that a step allocates, on all threads.</param>
internal sealed record Timing(string Name, double Nanoseconds, double Ratio, double Bytes);

/// <summary>
/// Times several ways to do the same in turns, round after round, so that whatever else the machine does meets all of them
/// alike. Only ratios within a round are compared.
/// </summary>
internal static class Race
{
    private const double SliceSeconds = 2e-3;
    private const int LeastRounds = 7;

    internal static Timing[] Run(IReadOnlyList<Contender> contenders, double seconds)
    {
        // What the race before left behind.
        GC.Collect();
        int[] steps = [.. contenders.Select(Calibrate)];
        double[] bytes = [.. contenders.Select(Allocated)];
        var times = contenders.Select(_ => new List<double>()).ToArray();
        long end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        for (int round = 0; round < LeastRounds || Stopwatch.GetTimestamp() < end; round++)
        {
            for (int i = 0; i < contenders.Count; i++)
            {
                int turn = (i + round) % contenders.Count;
                times[turn].Add(Time(contenders[turn], steps[turn]) / steps[turn]);
            }
        }

        return [.. contenders.Select((contender, i) => new Timing(
            contender.Name, Median(times[i]) * 1e9, Median(times[i].Zip(times[0], (own, first) => own / first)), bytes[i]))];
    }

    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    // Many calls also have the runtime compile the code for good before anything counts.
    private static int Calibrate(Contender contender)
    {
        for (int i = 0; i < 3; i++) Time(contender, 1);
        if (contender.Prepare is not null) return 1;
        int steps = 1;
        while (true)
        {
            double time = Time(contender, steps);
            if (time >= SliceSeconds) return Math.Max(1, (int)(steps * SliceSeconds / time));
            steps *= 2;
        }
    }

    // The least of several runs: the runtime's own threads allocate too, now and then.
    private static double Allocated(Contender contender)
    {
        double least = double.MaxValue;
        for (int run = 0; run < 3; run++)
        {
            contender.Prepare?.Invoke();
            int steps = contender.Prepare is null ? 4 : 1;
            long before = GC.GetTotalAllocatedBytes(precise: true);
            contender.Run(steps);
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)steps);
        }

        return least;
    }

    private static double Time(Contender contender, int steps)
    {
        contender.Prepare?.Invoke();
        long start = Stopwatch.GetTimestamp();
        contender.Run(steps);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
