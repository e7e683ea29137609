namespace OptimizerDsl;

/// <summary>A stretch of values and one of gradients over which an optimizer can run in one loop.</summary>
internal abstract class MemoryRegion;

/// <inheritdoc/>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class MemoryRegion<T> : MemoryRegion
    where T : unmanaged
{
    internal abstract Span<T> Values { get; }

    internal abstract Span<T> Gradients { get; }
}
