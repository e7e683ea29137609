namespace OptimizerDsl.Checkpoints;

/// <summary>A tensor as a file sees it: its name, the type and number of its elements, and their bytes, without padding.</summary>
/// <param name="name">The name in the file.</param>
/// <param name="dataType">The type of the elements, as <see cref="DataTypes"/> calls it.</param>
/// <param name="shape">The dimensions; none for a scalar.</param>
internal abstract class TensorData(string name, string dataType, long[] shape)
{
    /// <summary>The most bytes that <see cref="Bytes"/> is asked for at once; a multiple of the size of every element.</summary>
    internal const int ChunkSize = 1024 * 1024;

    internal string Name { get; } = name;

    internal string DataType { get; } = dataType;

    internal long[] Shape { get; } = shape;

    internal long ByteCount { get; } = shape.Aggregate((long)DataTypes.SizeOf(dataType), (product, dimension) => product * dimension);

    /// <summary>Some of the bytes, where they lie; writing to the span writes to the tensor.</summary>
    /// <param name="start">The first byte, a multiple of <see cref="ChunkSize"/>.</param>
    /// <param name="count">The number of bytes, at most <see cref="ChunkSize"/>.</param>
    internal abstract Span<byte> Bytes(long start, int count);

    /// <summary>Takes over what was written to <see cref="Bytes"/>, where those are not the tensor's own memory.</summary>
    internal virtual void Commit()
    {
    }

    /// <summary>The parts in which the bytes are gone through.</summary>
    internal IEnumerable<(long Start, int Count)> Chunks()
    {
        for (long start = 0; start < ByteCount; start += ChunkSize)
        {
            yield return (start, (int)Math.Min(ChunkSize, ByteCount - start));
        }
    }

    internal void CopyTo(TensorData target)
    {
        foreach ((long start, int count) in Chunks())
        {
            Bytes(start, count).CopyTo(target.Bytes(start, count));
        }

        target.Commit();
    }

    internal void Clear()
    {
        foreach ((long start, int count) in Chunks())
        {
            Bytes(start, count).Clear();
        }

        Commit();
    }
}
