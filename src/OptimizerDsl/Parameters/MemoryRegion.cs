using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OptimizerDsl;

/// <summary>
/// A stretch of values and one of gradients over which an optimizer can run in one loop, whatever the type in which they lie.
/// </summary>
internal abstract class MemoryRegion
{
    /// <summary>The number of bytes of an element.</summary>
    internal abstract int ElementSize { get; }

    /// <summary>Whether the memory is the set's own, which is padded and never moves.</summary>
    internal virtual bool IsSlab => false;

    /// <summary>The first of some values, all of which are there.</summary>
    internal abstract ref byte Value(int first, int count);

    /// <summary>The first of some gradients, all of which are there.</summary>
    internal abstract ref byte Gradient(int first, int count);

    /// <summary>How many bytes after the beginning of a page some values begin, all of which are there.</summary>
    internal unsafe int PlaceInPage(int first, int count) => (int)((nuint)Unsafe.AsPointer(ref Value(first, count)) % AlignedArray.PageSize);

    /// <summary>Makes some values zero.</summary>
    internal abstract void ClearValues(int first, int count);

    /// <summary>Makes some gradients zero.</summary>
    internal abstract void ClearGradients(int first, int count);

    /// <summary>Makes all gradients zero.</summary>
    internal abstract void ClearGradients();

    /// <summary>Asks whoever owns the memory for it.</summary>
    internal abstract void Touch();
}

/// <inheritdoc/>
/// <typeparam name="T">The type in which elements lie.</typeparam>
internal abstract class MemoryRegion<T> : MemoryRegion
    where T : unmanaged
{
    internal abstract Span<T> Values { get; }

    internal abstract Span<T> Gradients { get; }

    internal override int ElementSize => Unsafe.SizeOf<T>();

    internal override ref byte Value(int first, int count) => ref First(Values.Slice(first, count));

    internal override ref byte Gradient(int first, int count) => ref First(Gradients.Slice(first, count));

    internal override void ClearValues(int first, int count) => Values.Slice(first, count).Clear();

    internal override void ClearGradients(int first, int count) => Gradients.Slice(first, count).Clear();

    internal override void ClearGradients() => Gradients.Clear();

    internal override void Touch()
    {
        _ = Values;
        _ = Gradients;
    }

    private static ref byte First(Span<T> span) => ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(span));
}
