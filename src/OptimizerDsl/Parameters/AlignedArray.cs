using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OptimizerDsl;

/// <summary>Zero-filled arrays that the collector never moves, and where in them a 64-byte boundary lies.</summary>
internal static class AlignedArray
{
    /// <summary>The number of elements to which every tensor is padded: 64 bytes of float, one vector of the widest kind.</summary>
    internal const int Granularity = 16;

    private const int Alignment = 64;

    /// <summary>The largest number of elements that <see cref="Allocate"/> can give.</summary>
    internal static int MaximumLength => Array.MaxLength - Alignment;

    internal static long Pad(long length) => (length + Granularity - 1) / Granularity * Granularity;

    internal static unsafe T[] Allocate<T>(int length, out int origin)
        where T : unmanaged
    {
        // Arrays start on 8-byte boundaries, so the first aligned element has to be looked for.
        T[] array = GC.AllocateArray<T>(length + Alignment / sizeof(T), pinned: true);
        nuint start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        HugePages.Advise(start, (nuint)length * (nuint)sizeof(T));
        origin = (int)((Alignment - start % Alignment) % Alignment) / sizeof(T);
        return array;
    }
}
