using System.Buffers;
using TorchSharp;

namespace OptimizerDsl;

/// <summary>
/// The gradient of a tensor as memory of .NET. It has no place of its own: a tensor may have no gradient, and after each backward
/// another. Each step lends the place where it is; in between, whoever asks is shown the gradient of that moment.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="tensor">The tensor of the values.</param>
/// <param name="length">The number of its elements.</param>
internal sealed unsafe class GradientMemory<T>(torch.Tensor tensor, int length) : MemoryManager<T>
    where T : unmanaged
{
    private nint _lent;

    public override Span<T> GetSpan() => length == 0 ? default : new Span<T>((void*)(_lent != 0 ? _lent : Address()), length);

    public override MemoryHandle Pin(int elementIndex = 0) => new((T*)(_lent != 0 ? _lent : Address()) + elementIndex, pinnable: this);

    public override void Unpin()
    {
        // Memory of libtorch does not move.
    }

    /// <summary>Says where the gradient is, until <see cref="Return"/>.</summary>
    internal void Lend(nint address) => _lent = address;

    internal void Return() => _lent = 0;

    protected override void Dispose(bool disposing)
    {
        // It belongs to the tensor.
    }

    // Whoever asks may write, so a tensor without a gradient gets one of zeros.
    private nint Address()
    {
        if (tensor.grad is { } present)
        {
            using (present)
            {
                return TensorAddress.Of(present);
            }
        }

        using torch.Tensor zeros = torch.zeros_like(tensor, requires_grad: false);
        tensor.grad = zeros;
        return TensorAddress.Of(zeros);
    }
}
