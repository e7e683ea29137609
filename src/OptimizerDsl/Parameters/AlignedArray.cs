using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OptimizerDsl;

/// <summary>Zero-filled arrays that the collector never moves, and where in them a page begins.</summary>
/// <remarks>
/// A step reads and writes several arrays at the same place. A processor tells a load from the stores before it by the place in
/// a page alone, at first: where one array lies a few vectors ahead of another, loads wait for stores that have nothing to do
/// with them. So arrays that one step streams over lie alike in their pages, or half a page apart.
/// </remarks>
internal static class AlignedArray
{
    /// <summary>The bytes of a page, after which places within pages repeat.</summary>
    internal const int PageSize = 4096;

    /// <summary>The number of elements to which every tensor is padded: 64 bytes of float, one vector of the widest kind.</summary>
    internal const int Granularity = 16;

    /// <summary>The largest number of elements that <see cref="Allocate"/> can give.</summary>
    internal static int MaximumLength => Array.MaxLength - PageSize;

    internal static long Pad(long length) => (length + Granularity - 1) / Granularity * Granularity;

    internal static unsafe T[] Allocate<T>(int length, out int origin)
        where T : unmanaged
    {
        // Arrays start on 8-byte boundaries, so the first element of a page has to be looked for.
        T[] array = GC.AllocateArray<T>(length + PageSize / sizeof(T), pinned: true);
        nuint start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        HugePages.Advise(start, (nuint)length * (nuint)sizeof(T));
        origin = (int)((PageSize - start % PageSize) % PageSize) / sizeof(T);
        return array;
    }
}
