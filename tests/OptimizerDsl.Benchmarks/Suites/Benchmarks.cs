using BenchmarkDotNet.Attributes;
using OptimizerDsl.Benchmarks.Rivals;

namespace OptimizerDsl.Benchmarks.Suites;

/// <summary>The same steps under BenchmarkDotNet. Its runs follow one another, so on a machine that drifts prefer the ratios.</summary>
[MemoryDiagnoser]
public class Benchmarks
{
    private AdamWStep? _adamW;
    private LionStep? _lion;
    private TailStep? _tail;
    private Arrays? _arrays;
    private long _count;

    /// <summary>The number of parameters.</summary>
    [Params(1 << 10, 1 << 16, 1 << 20)]
    public int Parameters { get; set; }

    /// <summary>Makes all models.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _adamW = new AdamWStep(Set());
        _lion = new LionStep(Set());
        _tail = new TailStep(Set());
        _arrays = new Arrays(Parameters);
    }

    /// <summary>AdamW, compiled from its rule.</summary>
    [Benchmark(Baseline = true)]
    public StepResult AdamW() => _adamW!.Step();

    /// <summary>Lion, compiled from its rule.</summary>
    [Benchmark]
    public StepResult Lion() => _lion!.Step();

    /// <summary>Clipping, AdamW, averaging and clearing, compiled from one recipe. The gradients stay zero.</summary>
    [Benchmark]
    public StepResult WholeRecipe() => _tail!.Step();

    /// <summary>AdamW as a plain loop.</summary>
    [Benchmark]
    public void ScalarAdamW() => ScalarLoops.AdamW(_arrays!.W, _arrays.G, _arrays.M, _arrays.V, 1e-3, ++_count);

    private ParameterSet Set()
    {
        var set = new ParameterSet();
        Parameter parameter = set.Add("p", Parameters);
        Data.Weights(parameter.Values);
        Data.Gradients(parameter.Gradients);
        return set;
    }
}
