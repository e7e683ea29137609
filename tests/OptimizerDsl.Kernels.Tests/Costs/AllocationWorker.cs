using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using OptimizerDsl.Kernels.Tests.Checks;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Costs;

/// <summary>What a child process does to see what steps allocate: in the tests' own process, others allocate all the time.</summary>
internal static class AllocationWorker
{
    public const string Argument = "--allocations";
    public const string Quiet = "allocated 0 bytes in every one of";

    private const int Steps = 10_000;
    private const int ModelSteps = 1_000;
    private const int VectorLength = 5000;

    /// <summary>The numbers of threads on which sets are stepped.</summary>
    public static IReadOnlyList<int> Threads { get; } = [1, 2, 4];

    public static int Run(string recipe, string folder)
    {
        CompiledCase found = CorpusFile.Load(folder).Single(each => each.Type.Name == recipe);
        if (found.Family == Families.Features) return found.ElementType == ElementType.Single ? RunModel<float>(found) : RunModel<double>(found);
        return found.ElementType == ElementType.Single ? Run<float>(found) : Run<double>(found);
    }

    private static int RunModel<T>(CompiledCase recipe)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isQuiet = true;
        foreach (int threads in Threads)
        {
            var kernel = new FeatureOptimizer<T>(recipe.Type, recipe.ElementType, FeatureLayout.MixedFor(recipe.Type));
            kernel.Optimizer.Threads = threads;
            for (int tensor = 0; tensor < FeatureLayout.MixedFor(recipe.Type).Tensors.Length; tensor++) kernel.Gradients(tensor).Fill(T.One);
            string on = string.Create(CultureInfo.InvariantCulture, $"on {threads} threads");
            isQuiet &= Measure($"a model {on}", ModelSteps, () =>
            {
                kernel.Step(0.5);
                kernel.Observe?.Invoke(1);
            });
            long applied = kernel.Optimizer.StepCount;
            isQuiet &= applied > 0 && Measure($"a model that is held back {on}", ModelSteps, () =>
            {
                kernel.Gradients(0)[0] = T.NaN;
                kernel.Step(0.5);
            });
            isQuiet &= kernel.Optimizer.StepCount == applied;
        }

        return isQuiet ? 0 : 1;
    }

    private static int Run<T>(CompiledCase recipe)
        where T : unmanaged
    {
        T[] parameters = new T[VectorLength], gradients = new T[VectorLength];
        var kernel = new Kernel<T>(recipe.Type, VectorLength);
        bool isQuiet = Measure("a vector on 1 thread", Steps, () => kernel.Step(parameters, gradients));
        foreach (int threads in Threads)
        {
            var set = new ParameterSet(recipe.ElementType);
            set.Add("a", 100);
            set.Attach<T>("b", new T[VectorLength], new T[VectorLength]);
            set.Add("c", 77);
            IOptimizer optimizer = new SetKernel<T>(recipe.Type, set).Optimizer;
            optimizer.Threads = threads;
            isQuiet &= Measure(string.Create(CultureInfo.InvariantCulture, $"a set on {threads} threads"), Steps, () => optimizer.Step());
        }

        return isQuiet ? 0 : 1;
    }

    // The thread pool makes a thread now and then, which costs some hundred bytes; a step that allocates leaves no round without any.
    private static bool Measure(string what, int steps, Action step)
    {
        for (int i = 0; i < steps / 10; i++) step();
        long thread = 1, process = 1;
        for (var clock = Stopwatch.StartNew(); (thread, process) != (0, 0) && clock.Elapsed.TotalSeconds < 20;)
        {
            long processBefore = GC.GetTotalAllocatedBytes(precise: true);
            long threadBefore = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < steps; i++) step();
            thread = GC.GetAllocatedBytesForCurrentThread() - threadBefore;
            process = GC.GetTotalAllocatedBytes(precise: true) - processBefore;
        }

        Console.WriteLine((thread, process) == (0, 0)
            ? string.Create(CultureInfo.InvariantCulture, $"{what} {Quiet} {steps} steps")
            : string.Create(CultureInfo.InvariantCulture, $"{what} allocated {thread} bytes on its thread and {process} bytes in all, in every round of {steps} steps"));
        return (thread, process) == (0, 0);
    }
}
