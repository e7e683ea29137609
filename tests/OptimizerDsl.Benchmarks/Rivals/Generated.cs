using OptimizerDsl.Benchmarks.Measuring;

namespace OptimizerDsl.Benchmarks.Rivals;

/// <summary>The step that the compiler made from a recipe.</summary>
/// <typeparam name="T">The recipe.</typeparam>
internal sealed class Generated<T> : Contender
    where T : class, IOptimizer<T>
{
    private readonly T _optimizer;
    private readonly ParameterSet _parameters = new();
    private readonly float[][]? _gradients;

    /// <param name="name">What it is called in tables.</param>
    /// <param name="lengths">The length of each tensor.</param>
    /// <param name="threads">As <see cref="IOptimizer.Threads"/> has it.</param>
    /// <param name="refill">Whether every step is given new gradients, which is not timed.</param>
    internal Generated(string name, int[] lengths, int threads, bool refill = false)
        : base(name)
    {
        for (int i = 0; i < lengths.Length; i++) _parameters.Add($"p{i}", lengths[i]);
        _optimizer = T.Create(_parameters);
        _optimizer.Threads = threads;
        foreach (Parameter parameter in _parameters)
        {
            Data.Fill(parameter.Values, 1 + parameter.Index, 1f);
            Data.Fill(parameter.Gradients, 1001 + parameter.Index, 0.01f);
        }

        if (refill) _gradients = [.. _parameters.Select(parameter => parameter.Gradients.ToArray())];
    }

    internal override Action? Prepare => _gradients is null ? null : Refill;

    internal override void Run(int steps)
    {
        for (int i = 0; i < steps; i++) _optimizer.Step();
    }

    private void Refill()
    {
        foreach (Parameter parameter in _parameters) _gradients![parameter.Index].CopyTo(parameter.Gradients);
    }
}
