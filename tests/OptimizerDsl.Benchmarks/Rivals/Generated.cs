using OptimizerDsl.Benchmarks.Measuring;

namespace OptimizerDsl.Benchmarks.Rivals;

/// <summary>The step that the compiler made from a recipe.</summary>
/// <typeparam name="T">The recipe.</typeparam>
internal sealed class Generated<T> : Contender
    where T : class, IOptimizer<T>
{
    private readonly T _optimizer;
    private readonly ParameterSet _parameters;
    private readonly float[][]? _gradients;

    /// <param name="name">What it is called in tables.</param>
    /// <param name="lengths">The length of each tensor.</param>
    /// <param name="threads">As <see cref="IOptimizer.Threads"/> has it.</param>
    /// <param name="refill">Whether every step is given new gradients, which is not timed.</param>
    /// <param name="precision">How parameters and gradients lie in memory, as the recipe has it.</param>
    internal Generated(string name, int[] lengths, int threads, bool refill = false, ParameterPrecision precision = ParameterPrecision.Full)
        : base(name)
    {
        _parameters = new(precision);
        for (int i = 0; i < lengths.Length; i++) _parameters.Add($"p{i}", lengths[i]);
        _optimizer = T.Create(_parameters);
        _optimizer.Threads = threads;
        foreach (Parameter parameter in _parameters)
        {
            Fill(parameter, 1 + parameter.Index, 1f, areGradients: false);
            Fill(parameter, 1001 + parameter.Index, 0.01f, areGradients: true);
        }

        if (refill) _gradients = [.. _parameters.Select(parameter => parameter.Gradients.ToArray())];
    }

    internal override Action? Prepare => _gradients is null ? null : Refill;

    internal override void Run(int steps)
    {
        for (int i = 0; i < steps; i++) _optimizer.Step();
    }

    private void Fill(Parameter parameter, int seed, float scale, bool areGradients)
    {
        if (_parameters.Precision == ParameterPrecision.Full)
        {
            Data.Fill(areGradients ? parameter.Gradients : parameter.Values, seed, scale);
            return;
        }

        var numbers = new float[parameter.Length];
        Data.Fill(numbers, seed, scale);
        if (_parameters.Precision == ParameterPrecision.Half)
        {
            Array.ConvertAll(numbers, x => (Half)x).CopyTo(areGradients ? parameter.GradientsAs<Half>() : parameter.ValuesAs<Half>());
        }
        else
        {
            Array.ConvertAll(numbers, x => (BFloat16)x).CopyTo(areGradients ? parameter.GradientsAs<BFloat16>() : parameter.ValuesAs<BFloat16>());
        }
    }

    private void Refill()
    {
        foreach (Parameter parameter in _parameters) _gradients![parameter.Index].CopyTo(parameter.Gradients);
    }
}
