namespace OptimizerDsl;

/// <summary>
/// Room for many tensors side by side, each on a 64-byte boundary and padded with zeros, so that all of them are one flat run.
/// Values and gradients begin with a page. A slab neither moves nor grows: spans into it stay good.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class Slab<T> : MemoryRegion<T>
    where T : unmanaged
{
    private readonly T[] _values;
    private readonly T[] _gradients;
    private readonly int _valuesOrigin;
    private readonly int _gradientsOrigin;
    private readonly int _capacity;
    private int _used;

    internal Slab(int capacity)
    {
        _capacity = capacity;
        _values = AlignedArray.Allocate<T>(capacity, out _valuesOrigin);
        _gradients = AlignedArray.Allocate<T>(capacity, out _gradientsOrigin);
    }

    internal override bool IsSlab => true;

    internal override Span<T> Values => _values.AsSpan(_valuesOrigin, _used);

    internal override Span<T> Gradients => _gradients.AsSpan(_gradientsOrigin, _used);

    /// <summary>Takes room for one tensor, if there is enough.</summary>
    internal bool TryTake(int paddedLength, out int offset)
    {
        offset = _used;
        if (paddedLength > _capacity - _used)
        {
            return false;
        }

        _used += paddedLength;
        return true;
    }
}
