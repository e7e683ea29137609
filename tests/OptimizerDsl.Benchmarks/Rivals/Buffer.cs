using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OptimizerDsl.Benchmarks.Rivals;

/// <summary>A pinned array of floats on a 64-byte boundary, as the library's own memory is.</summary>
internal sealed unsafe class Buffer
{
    private readonly float[] _array;

    internal Buffer(int length)
    {
        _array = GC.AllocateArray<float>(length + 16, pinned: true);
        float* start = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        Pointer = (float*)(((nuint)start + 63) & ~(nuint)63);
        Length = length;
    }

    internal float* Pointer { get; }

    internal int Length { get; }

    internal Span<float> Span => new(Pointer, Length);

    internal ref float At(int index) => ref Pointer[index];
}
