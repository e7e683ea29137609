using System.Runtime.InteropServices;

namespace OptimizerDsl.Runtime;

/// <summary>Parameters of 16 bits outside of kernels: how they are read, written, and held against the copy in full.</summary>
internal static class StoredParameters
{
    /// <summary>Makes the copies those that the next step would go on from.</summary>
    /// <param name="region">Where the parameters lie.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="master">Their copies in full.</param>
    internal static void Refresh(MemoryRegion region, int first, Span<float> master)
    {
        Span<ushort> words = Words(region, first, master.Length);
        bool isHalf = region is MemoryRegion<Half>;
        for (int i = 0; i < master.Length; i++)
        {
            master[i] = isHalf
                ? HalfStorage.LoadParameter(ref words[i], ref master[i], 0)
                : BFloat16Storage.LoadParameter(ref words[i], ref master[i], 0);
        }
    }

    /// <summary>Writes parameters, rounded.</summary>
    /// <param name="region">Where they lie.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="values">Their values.</param>
    internal static void Write(MemoryRegion region, int first, ReadOnlySpan<float> values)
    {
        Span<ushort> words = Words(region, first, values.Length);
        bool isHalf = region is MemoryRegion<Half>;
        for (int i = 0; i < values.Length; i++)
        {
            if (isHalf)
            {
                HalfStorage.Store(values[i], ref words[i], 0);
            }
            else
            {
                BFloat16Storage.Store(values[i], ref words[i], 0);
            }
        }
    }

    /// <summary>Some parameters as they lie in memory.</summary>
    internal static Span<ushort> Words(MemoryRegion region, int first, int count) => region is MemoryRegion<Half> half
        ? MemoryMarshal.Cast<Half, ushort>(half.Values.Slice(first, count))
        : MemoryMarshal.Cast<BFloat16, ushort>(((MemoryRegion<BFloat16>)region).Values.Slice(first, count));
}
