using System.Runtime.InteropServices;

namespace OptimizerDsl.Checkpoints;

/// <summary>A tensor of which each element lies elsewhere: a copy, which goes back where it came from.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="name">The name in the file.</param>
/// <param name="shape">The dimensions.</param>
/// <param name="elements">The elements as they are.</param>
/// <param name="scatter">Takes the elements as they were loaded.</param>
internal sealed class GatheredTensor<T>(string name, long[] shape, T[] elements, Action<T[]> scatter) : TensorData(name, DataTypes.Of<T>(), shape)
    where T : unmanaged
{
    internal override Span<byte> Bytes(long start, int count) => MemoryMarshal.AsBytes(elements.AsSpan()).Slice((int)start, count);

    internal override void Commit() => scatter(elements);
}
