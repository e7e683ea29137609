namespace OptimizerDsl;

/// <summary>
/// The time during which an optimizer's averages stand in for the values of a plain vector; disposing of it ends that. While
/// it lasts, the optimizer refuses to step.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly ref struct VectorAveragesScope<T>
    where T : unmanaged
{
    private readonly Runtime.StepEngine<T> _engine;
    private readonly Span<T> _parameters;
    private readonly long _visit;

    internal VectorAveragesScope(Runtime.StepEngine<T> engine, Span<T> parameters, long visit)
    {
        _engine = engine;
        _parameters = parameters;
        _visit = visit;
    }

    /// <summary>Puts the values back into the vector; only the first call does anything, on copies too.</summary>
    /// <exception cref="InvalidOperationException">The optimizer is running a step on another thread.</exception>
    public void Dispose() => _engine?.EndAverages(_visit, _parameters);
}
