namespace OptimizerDsl;

/// <summary>An element type in force on a thread, from <see cref="Real.As"/> until it is disposed.</summary>
public readonly struct ElementTypeScope : IDisposable
{
    private readonly ElementType _previous;

    internal ElementTypeScope(ElementType previous) => _previous = previous;

    /// <summary>Restores the element type that was in force before.</summary>
    public void Dispose() => Real.Ambient = _previous;
}
