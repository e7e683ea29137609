using System.Diagnostics;
using System.Globalization;
using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>
/// PyTorch itself, which cannot run in this process: our figures are taken just before and just after its own, and their
/// mean is compared.
/// </summary>
internal static class PyTorchSuite
{
    private sealed record Case(string What, string Tensors, long Parameters, Func<Contender> Make, double Bound);

    internal static void Run(Options options, Report report)
    {
        if (options.PyTorch is null)
        {
            report.Note("PyTorch: give --pytorch the command that prints its figures");
            return;
        }

        long small = TensorSuite.Lengths.Sum(length => (long)length);
        Case[] cases =
        [
            new("step", "flat 1Mi", 1 << 20, () => new Generated<AdamWStep>("generated", [1 << 20], 1), 1.5),
            new("step", "flat 16Mi", 16 << 20, () => new Generated<AdamWStep>("generated", [16 << 20], 1), 1.0),
            new("tail", "flat 16Mi", 16 << 20, () => new Generated<TailStep>("generated", [16 << 20], 1, refill: true), 1.5),
            new("tail", "many 200", small, () => new Generated<TailStep>("generated", TensorSuite.Lengths, 1, refill: true), 10),
        ];
        double[] before = [.. cases.Select(Measure)];
        Dictionary<(string What, string Tensors), double> theirs = RunPyTorch(options.PyTorch);
        double[] after = [.. cases.Select(Measure)];
        for (int i = 0; i < cases.Length; i++)
        {
            double ours = (before[i] + after[i]) / 2;
            double ratio = theirs[(cases[i].What, cases[i].Tensors)] / ours;
            string name = $"{(cases[i].What == "step" ? "AdamW" : "clip + AdamW + EMA + clear")}{(cases[i].Tensors == "many 200" ? ", 200 tensors" : "")}";
            report.Add(name + ", PyTorch's minutes", cases[i].Parameters, 1,
                [new Timing("generated", ours * cases[i].Parameters, 1, 0), new Timing("PyTorch, fused", ratio * ours * cases[i].Parameters, ratio, double.NaN)]);
            report.AtLeast($"{name}, {(cases[i].Tensors == "many 200" ? "" : Report.Size(cases[i].Parameters) + ", ")}by PyTorch's fused", ratio, cases[i].Bound);
        }

        double Measure(Case c) => Race.Run([c.Make()], options.Seconds(c.Parameters))[0].Nanoseconds / c.Parameters;
    }

    // Columns: what, tensors, parameters, way, threads, median nanoseconds per parameter, …
    private static Dictionary<(string, string), double> RunPyTorch(string command)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", command }, RedirectStandardOutput = true })!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"'{command}' ended with {process.ExitCode}.");
        return lines.Select(line => line.Split(',')).Where(fields => fields.Length > 5 && fields[3] == "fused" && fields[4] == "1")
            .ToDictionary(fields => (fields[0], fields[1]), fields => double.Parse(fields[5], CultureInfo.InvariantCulture));
    }
}
