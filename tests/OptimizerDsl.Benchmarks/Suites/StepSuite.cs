using OptimizerDsl.Benchmarks.Measuring;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>One rule over one flat tensor, against everything that steps it too.</summary>
internal static class StepSuite
{
    internal static void Run(Options options, Report report)
    {
        foreach (Workload workload in Workload.All)
        {
            foreach (int size in options.Sizes)
            {
                OnOneThread(workload, size, options, report);
                if (size >= 1 << 20 && Environment.ProcessorCount > 1) OnAllThreads(workload, size, options, report);
            }
        }
    }

    private static void OnOneThread(Workload workload, int size, Options options, Report report)
    {
        List<Contender> contenders = [workload.Generated(size, 1), workload.Limit(size, 1)];
        if (options.C is { } c && workload.CName is { } name) contenders.Add(c.Steps(name, "C", size, workload.Rate));
        contenders.AddRange(workload.Others(size));
        if (workload == Workload.AdamW) contenders.AddRange(TorchSharpSteps.AdamW(size, report));
        Timing[] timings = Race.Run(contenders, options.Seconds(size));
        report.Add(workload.Name, size, 1, timings);
        if (workload == Workload.AdamW) Bars(size, timings, report);
    }

    private static void OnAllThreads(Workload workload, int size, Options options, Report report)
    {
        int threads = Environment.ProcessorCount;
        Timing[] timings = Race.Run([workload.Generated(size, 0), workload.Limit(size, threads)], options.Seconds(size));
        report.Add(workload.Name, size, threads, timings);
        if (workload == Workload.AdamW && size == 16 << 20) report.AtLeast($"AdamW, 16 Mi, all {threads} threads, of the limit", timings.RatioOf("limit")!.Value, 0.95);
    }

    private static void Bars(int size, Timing[] timings, Report report)
    {
        string what = $"AdamW, {Report.Size(size)}";
        Bar("of the limit", "limit", (64 << 10, 0.72), (1 << 20, 0.90), (16 << 20, 0.95), (64 << 20, 0.95));
        Bar("of C", "C", (1 << 10, 0.95), (64 << 10, 0.95), (1 << 20, 0.95), (16 << 20, 0.95), (64 << 20, 0.95));
        Bar("by scalar C#", "scalar C#", (1 << 10, 14), (64 << 10, 13), (16 << 20, 3.5));
        Bar("by blocked TensorPrimitives", "TensorPrimitives, blocked", (1 << 20, 3), (16 << 20, 2.2));
        Bar("by TorchSharp", TorchSharpSteps.Name, (1 << 10, 80), (16 << 20, 8));

        void Bar(string how, string rival, params (int Size, double Bound)[] bounds)
        {
            foreach ((int at, double bound) in bounds)
            {
                if (at == size && timings.RatioOf(rival) is { } ratio) report.AtLeast($"{what}, {how}", ratio, bound);
            }
        }
    }
}
