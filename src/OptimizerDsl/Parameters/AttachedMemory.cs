namespace OptimizerDsl;

/// <summary>
/// A tensor in memory that somebody else owns. Its spans are taken anew at every use, since the owner may move the memory.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class AttachedMemory<T>(Memory<T> values, Memory<T> gradients) : MemoryRegion<T>
    where T : unmanaged
{
    internal override Span<T> Values => values.Span;

    internal override Span<T> Gradients => gradients.Span;
}
