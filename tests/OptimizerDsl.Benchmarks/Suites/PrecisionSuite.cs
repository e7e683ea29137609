using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>State in fewer bytes: fewer to move.</summary>
internal static class PrecisionSuite
{
    private const int Count = 16 << 20;

    internal static void Run(Options options, Report report)
    {
        Timing[] timings = Race.Run(
            [
                new Generated<AdamWStep>("generated", [Count], 1),
                new Generated<BFloat16Step>("generated, bfloat16 state", [Count], 1),
                new Generated<StochasticStep>("generated, bfloat16 at random", [Count], 1),
                new Generated<Block8Step>("generated, 8-bit state", [Count], 1),
            ],
            2 * options.Seconds(Count));
        report.Add("AdamW by precision of state", Count, 1, timings);
        report.AtLeast("AdamW, 16 Mi, bfloat16 state, by float state", 1 / timings.RatioOf("generated, bfloat16 state")!.Value, 1.3);
        report.AtLeast("AdamW, 16 Mi, 8-bit state, by float state", 1 / timings.RatioOf("generated, 8-bit state")!.Value, 1.5);
    }
}
