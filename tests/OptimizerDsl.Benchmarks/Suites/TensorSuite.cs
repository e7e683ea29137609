using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>Many small tensors against one flat tensor of as many parameters.</summary>
internal static class TensorSuite
{
    /// <summary>The lengths of 200 tensors, from 300 to 5,000.</summary>
    internal static int[] Lengths { get; } = MakeLengths();

    internal static void Run(Options options, Report report)
    {
        int total = Lengths.Sum();
        Timing[] timings = Race.Run([new Generated<AdamWStep>("generated, one tensor", [total], 1), new Generated<AdamWStep>("generated, 200 tensors", Lengths, 1)], options.Seconds(1 << 20));
        report.Add("AdamW over 200 tensors", total, 1, timings);
        report.AtMost("AdamW, 200 small tensors, by one flat tensor", timings.RatioOf("generated, 200 tensors")!.Value, 1.05);
    }

    private static int[] MakeLengths()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 200).Select(_ => random.Next(300, 5001))];
    }
}
