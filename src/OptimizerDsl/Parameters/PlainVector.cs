namespace OptimizerDsl;

/// <summary>The vector that one call of Step is about; the caller pins it and lends it for that long.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class PlainVector<T>(int length) : MemoryRegion<T>
    where T : unmanaged
{
    private T* _values;
    private T* _gradients;

    internal override Span<T> Values => new(_values, length);

    internal override Span<T> Gradients => new(_gradients, length);

    internal void Lend(T* values, T* gradients)
    {
        _values = values;
        _gradients = gradients;
    }
}
