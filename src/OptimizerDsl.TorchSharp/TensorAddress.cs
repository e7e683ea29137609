using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace OptimizerDsl;

/// <summary>Where the elements of a tensor lie.</summary>
internal static class TensorAddress
{
    /// <summary>The first element of a contiguous tensor in the memory of the processor; 0 when it has none.</summary>
    internal static unsafe nint Of(torch.Tensor tensor) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
