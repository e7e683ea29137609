using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>State, or parameters and gradients, in fewer bytes.</summary>
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
        MixedParameters(options, report);
        report.AtLeast("AdamW, 16 Mi, bfloat16 state, by float state", 1 / timings.RatioOf("generated, bfloat16 state")!.Value, 1.3);
        report.AtLeast("AdamW, 16 Mi, 8-bit state, by float state", 1 / timings.RatioOf("generated, 8-bit state")!.Value, 1.5);
    }

    // Apart from the others, so that fewer models lie in memory at once.
    private static void MixedParameters(Options options, Report report)
    {
        Timing[] timings = Race.Run(
            [
                new Generated<AdamWStep>("generated", [Count], 1),
                new Generated<MixedBFloat16Step>("generated, bfloat16 parameters", [Count], 1, precision: ParameterPrecision.BFloat16),
                new Generated<MixedHalfStep>("generated, half parameters", [Count], 1, precision: ParameterPrecision.Half),
                new Generated<MixedBFloat16StateStep>("generated, bfloat16 all", [Count], 1, precision: ParameterPrecision.BFloat16),
            ],
            2 * options.Seconds(Count));
        report.Add("AdamW, 16-bit parameters", Count, 1, timings);
    }
}
