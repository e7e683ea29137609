using System.Buffers;

namespace OptimizerDsl.Tests;

/// <summary>Memory of any length at some address. Nobody may read or write it: it is not there.</summary>
internal sealed unsafe class UntouchedMemory(long address, int length) : MemoryManager<float>
{
    /// <summary>How many elements the owner hands over; fewer than it promised, when it has broken its word.</summary>
    internal int Length { get; set; } = length;

    public override Span<float> GetSpan() => new((void*)address, Length);

    public override MemoryHandle Pin(int elementIndex = 0) => new((float*)address + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
