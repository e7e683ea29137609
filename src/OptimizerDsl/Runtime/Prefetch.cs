using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace OptimizerDsl.Runtime;

/// <summary>
/// Asks for memory that an update will come to, in kernels of state in fewer bytes. Such a kernel computes for nearly as long as its
/// memory takes, and the processor's own prefetching, which keeps a fixed number of lines ahead in each stream, then leaves a gap.
/// </summary>
/// <remarks>It is a hint, so it may point behind the end of memory. Where there is no such instruction, it does nothing.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Prefetch
{
    /// <summary>How many elements ahead: a multiple of the length of blocks, and so few that a first-level cache of 32 KB still holds the lines when the kernel comes to them.</summary>
    private const int Distance = 512;

    private const int Line = 64;

    /// <summary>Asks for the lines that hold some elements some way ahead.</summary>
    /// <typeparam name="T">The type of the buffer's items.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="i">The element that the kernel has come to.</param>
    /// <param name="count">How many it computes from there on, a constant.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Ahead<T>(ref T buffer, nuint i, int count)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            byte* line = (byte*)((T*)Unsafe.AsPointer(ref buffer) + i + Distance);
            Sse.Prefetch0(line);
            if (count * sizeof(T) > Line)
            {
                Sse.Prefetch0(line + Line);
            }

            if (count * sizeof(T) > 2 * Line)
            {
                Sse.Prefetch0(line + 2 * Line);
                Sse.Prefetch0(line + 3 * Line);
            }
        }
    }

    /// <summary>Asks for a block some way ahead.</summary>
    /// <param name="block">The block that the kernel has come to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void AheadOfBlock(ref byte block)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref block) + Distance / Block8.Length * Block8.Bytes);
        }
    }
}
