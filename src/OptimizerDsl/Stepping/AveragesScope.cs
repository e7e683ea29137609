namespace OptimizerDsl;

/// <summary>
/// The time during which an optimizer's averages stand in for the values of its parameters; disposing of it ends that. While
/// it lasts, the optimizer refuses to step.
/// </summary>
public sealed class AveragesScope : IDisposable
{
    private Action? _end;

    internal AveragesScope(Action end) => _end = end;

    /// <summary>Puts the values back into the parameters; only the first call does anything.</summary>
    /// <exception cref="InvalidOperationException">The optimizer is running a step on another thread.</exception>
    public void Dispose()
    {
        _end?.Invoke();
        _end = null;
    }
}
