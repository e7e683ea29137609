using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>Norms of gradient, update and weights out of the sweep that updates, beside the same sweep without.</summary>
internal static class ObserverSuite
{
    internal static void Run(Options options, Report report)
    {
        foreach (int count in (int[])[64 << 10, 16 << 20])
        {
            Timing[] timings = Race.Run(
                [new Generated<AdamWStep>("generated", [count], 1), new Generated<ObservedStep>("generated, norms observed", [count], 1)], 2 * options.Seconds(count));
            report.Add("AdamW and what is observed of it", count, 1, timings);
        }
    }
}
