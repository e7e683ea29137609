using System.Diagnostics;
using System.Runtime.Intrinsics;
using OptimizerDsl.Benchmarks.Measuring;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>
/// The same program compiled ahead of time and by the runtime, each in a process of its own. What they have in common is the C
/// code, which both time in turns with their own step, so the two are compared by what each makes of it.
/// </summary>
internal static class NativeSuite
{
    private static readonly int[] s_sizes = [1 << 10, 64 << 10, 1 << 20];

    internal static void Run(Options options, Report report)
    {
        if (options.Aot is null || options.C is null)
        {
            report.Note("ahead of time: needs gcc, and --aot with the path of these benchmarks published with -p:Native=true");
            return;
        }

        string level = $"{(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits";
        Dictionary<long, double> byRuntime = Measure(Environment.ProcessPath!, level), ahead = Measure(options.Aot, level);
        foreach (int size in s_sizes) report.AtLeast($"AdamW, {Report.Size(size)}, compiled ahead of time, of the runtime's speed", ahead[size] / byRuntime[size], 0.9);
    }

    // How many times as long as ours C takes.
    private static Dictionary<long, double> Measure(string program, string level)
    {
        using Process child = LevelSuite.Start(program, level, "-march=native", s_sizes);
        return LevelSuite.Read(child).ToDictionary(measured => measured.Size, measured => measured.Timings.RatioOf("C")!.Value);
    }
}
