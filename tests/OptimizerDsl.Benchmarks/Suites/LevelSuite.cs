using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>
/// Code for older machines: the same program in a child process that is told to do without the wider vectors, against C that
/// was compiled for that level.
/// </summary>
internal static class LevelSuite
{
    internal const string Mode = "level";

    private static readonly (string Name, string Variable, string Gcc)[] s_levels =
    [
        ("256 bits", "DOTNET_EnableAVX512", "-march=x86-64-v3"),
        ("128 bits", "DOTNET_EnableAVX2", "-march=x86-64-v2"),
    ];

    internal static void Run(Options options, Report report)
    {
        if (options.C is null || !Avx2.IsSupported)
        {
            report.Note("instruction-set levels: need gcc and a machine with AVX2");
            return;
        }

        foreach ((string name, string variable, string gcc) in s_levels)
        {
            if (name == "256 bits" && !Vector512.IsHardwareAccelerated)
            {
                continue;
            }

            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
            if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
            foreach (string argument in (string[])[Mode, name, gcc, .. options.Sizes.Select(size => size.ToString(CultureInfo.InvariantCulture))]) start.ArgumentList.Add(argument);
            start.Environment[variable] = "0";
            using Process child = Process.Start(start)!;
            while (child.StandardOutput.ReadLine() is { } line)
            {
                string[] fields = line.Split(';');
                Timing[] timings = [.. fields[1..].Select(Parse)];
                long size = long.Parse(fields[0], CultureInfo.InvariantCulture);
                report.Add($"AdamW in {name}", size, 1, timings);
                report.AtLeast($"AdamW in {name}, {Report.Size(size)}, of C for that level", timings.RatioOf("C")!.Value, 0.9);
            }

            child.WaitForExit();
            if (child.ExitCode != 0) throw new InvalidOperationException($"The run in {name} ended with {child.ExitCode}.");
        }
    }

    /// <summary>What the child process does.</summary>
    internal static void RunChild(string[] arguments)
    {
        int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        if (arguments[0] != $"{bits} bits") throw new InvalidOperationException($"Asked for {arguments[0]}, but the runtime uses {bits}.");
        CKernels c = CKernels.Load(arguments[1], out string why) ?? throw new InvalidOperationException(why);
        foreach (int size in arguments[2..].Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            Workload adamW = Workload.AdamW;
            Timing[] timings = Race.Run([adamW.Generated(size, 1), c.Steps("adamw", "C", size, adamW.Rate)], size >= 16 << 20 ? 2 : 1);
            Console.WriteLine(size.ToString(CultureInfo.InvariantCulture) + string.Concat(timings.Select(timing => ";" + Format(timing))));
        }
    }

    private static string Format(Timing timing) => string.Create(CultureInfo.InvariantCulture, $"{timing.Name}|{timing.Nanoseconds:R}|{timing.Ratio:R}|{timing.Bytes:R}");

    private static Timing Parse(string text)
    {
        string[] fields = text.Split('|');
        double[] numbers = [.. fields[1..].Select(field => double.Parse(field, CultureInfo.InvariantCulture))];
        return new Timing(fields[0], numbers[0], numbers[1], numbers[2]);
    }
}
