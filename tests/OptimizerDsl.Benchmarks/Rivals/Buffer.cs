using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OptimizerDsl.Benchmarks.Rivals;

/// <summary>A pinned array of floats that begins at a place in a page, since a step's speed depends on how its arrays lie to each other.</summary>
internal sealed unsafe partial class Buffer
{
    private readonly float[] _array;

    internal Buffer(int length, int placeInPage = 0)
    {
        _array = GC.AllocateArray<float>(length + 2 * 4096 / sizeof(float), pinned: true);
        float* start = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        Pointer = (float*)((((nuint)start + 4095) & ~(nuint)4095) + (nuint)placeInPage);
        Length = length;

        // Large pages, for which the library asks too.
        if (OperatingSystem.IsLinux() && length >= 1 << 20)
        {
            nuint first = ((nuint)start + 4095) & ~(nuint)4095;
            _ = Advise(first, (((nuint)start + (nuint)length * sizeof(float)) & ~(nuint)4095) - first, 14);
        }
    }

    internal float* Pointer { get; }

    internal int Length { get; }

    internal Span<float> Span => new(Pointer, Length);

    internal ref float At(int index) => ref Pointer[index];

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nuint start, nuint length, int advice);
}
