namespace OptimizerDsl.Checkpoints;

/// <summary>A tensor in memory of its own: what was read and is not yet loaded, or a copy that is still to be written.</summary>
internal sealed class BufferedTensor(string name, string dataType, long[] shape) : TensorData(name, dataType, shape)
{
    private readonly List<byte[]> _chunks = [];

    internal override Span<byte> Bytes(long start, int count) => Memory(start, count).Span;

    /// <summary>Some of the bytes. The chunks are made in their order, each when it is first asked for.</summary>
    internal Memory<byte> Memory(long start, int count)
    {
        int chunk = (int)(start / ChunkSize);
        if (chunk == _chunks.Count)
        {
            _chunks.Add(GC.AllocateUninitializedArray<byte>(count));
        }

        return _chunks[chunk].AsMemory(0, count);
    }

    /// <summary>A copy of a tensor.</summary>
    internal static BufferedTensor Of(TensorData tensor)
    {
        var copy = new BufferedTensor(tensor.Name, tensor.DataType, tensor.Shape);
        tensor.CopyTo(copy);
        return copy;
    }
}
