using System.Buffers;
using TorchSharp;

namespace OptimizerDsl;

/// <summary>The elements of a tensor as memory of .NET. It keeps the tensor alive, and ends where the tensor is disposed of.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="tensor">A contiguous tensor in the memory of the processor.</param>
/// <param name="address">Where it lies.</param>
/// <param name="length">The number of its elements.</param>
internal sealed unsafe class ValuesMemory<T>(torch.Tensor tensor, nint address, int length) : MemoryManager<T>
    where T : unmanaged
{
    public override Span<T> GetSpan() =>
        tensor.IsInvalid ? throw new ObjectDisposedException(nameof(torch.Tensor), "The tensor of a parameter was disposed of.") : new Span<T>((void*)address, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new((T*)address + elementIndex, pinnable: this);

    public override void Unpin()
    {
        // Memory of libtorch does not move.
    }

    protected override void Dispose(bool disposing)
    {
        // It belongs to the tensor.
    }
}
