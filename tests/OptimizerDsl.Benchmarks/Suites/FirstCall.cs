using System.Globalization;
using System.Runtime;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>What the first step of a recipe waits for: the runtime compiles its kernel, and the first one the engine too.</summary>
internal static class FirstCall
{
    internal static void Run()
    {
        Console.WriteLine("recipe,methods,milliseconds_in_the_compiler");
        Print<AdamWStep>("AdamW, and the engine");
        Print<SgdStep>("SGD with momentum");
        Print<LionStep>("Lion");
        Print<LambStep>("LAMB, and reductions");
        Print<TailStep>("clip + AdamW + EMA + clear");
    }

    private static void Print<T>(string name)
        where T : class, IOptimizer<T>
    {
        var set = new ParameterSet();
        Parameter parameter = set.Add("p", 1000);
        Data.Weights(parameter.Values);
        Data.Gradients(parameter.Gradients);
        (TimeSpan time, long methods) = (JitInfo.GetCompilationTime(currentThread: true), JitInfo.GetCompiledMethodCount(currentThread: true));
        T.Create(set).Step();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\"{name}\",{JitInfo.GetCompiledMethodCount(currentThread: true) - methods},{(JitInfo.GetCompilationTime(currentThread: true) - time).TotalMilliseconds:F1}"));
    }
}
