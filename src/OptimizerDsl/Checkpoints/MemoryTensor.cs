using System.Runtime.InteropServices;

namespace OptimizerDsl.Checkpoints;

/// <summary>The elements of a tensor, where they are now.</summary>
internal delegate Span<T> MemoryOf<T>()
    where T : unmanaged;

/// <summary>A tensor that lies somewhere as a whole.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class MemoryTensor<T>(string name, long[] shape, MemoryOf<T> memory) : TensorData(name, DataTypes.Of<T>(), shape)
    where T : unmanaged
{
    internal override unsafe Span<byte> Bytes(long start, int count) =>
        MemoryMarshal.AsBytes(memory().Slice((int)(start / sizeof(T)), count / sizeof(T)));
}
