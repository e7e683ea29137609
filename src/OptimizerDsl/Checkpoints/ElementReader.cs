using System.Runtime.InteropServices;

namespace OptimizerDsl.Checkpoints;

/// <summary>Turns elements of one type in a file into those of another in memory.</summary>
internal static class ElementReader
{
    /// <summary>Whether elements of a type can be read as numbers.</summary>
    internal static bool IsNumber(string type) => type is DataTypes.Single or DataTypes.Double or DataTypes.Half or DataTypes.Brain or DataTypes.Long or "I32";

    /// <summary>Writes the elements of one tensor to another with as many, rounding where the type there is smaller.</summary>
    internal static void Convert(TensorData from, TensorData to)
    {
        int size = DataTypes.SizeOf(from.DataType), target = DataTypes.SizeOf(to.DataType);
        long count = from.ByteCount / size;
        int atOnce = TensorData.ChunkSize / Math.Max(size, target);
        for (long first = 0; first < count; first += atOnce)
        {
            int here = (int)Math.Min(atOnce, count - first);
            ReadOnlySpan<byte> source = Part(from, first * size, here * size);
            Span<byte> result = Part(to, first * target, here * target);
            for (int i = 0; i < here; i++)
            {
                Write(to.DataType, result.Slice(i * target, target), Read(from.DataType, source.Slice(i * size, size)));
            }
        }

        to.Commit();
    }

    /// <summary>The first element of a tensor.</summary>
    internal static double First(TensorData tensor) => Read(tensor.DataType, tensor.Bytes(0, (int)Math.Min(tensor.ByteCount, TensorData.ChunkSize)));

    // A stretch that lies in one chunk.
    private static Span<byte> Part(TensorData tensor, long start, int count)
    {
        long chunk = start / TensorData.ChunkSize * TensorData.ChunkSize;
        return tensor.Bytes(chunk, (int)Math.Min(TensorData.ChunkSize, tensor.ByteCount - chunk)).Slice((int)(start - chunk), count);
    }

    private static void Write(string type, Span<byte> bytes, double value)
    {
        switch (type)
        {
            case DataTypes.Single:
                MemoryMarshal.Write(bytes, (float)value);
                break;
            case DataTypes.Half:
                MemoryMarshal.Write(bytes, (Half)value);
                break;
            case DataTypes.Brain:
                MemoryMarshal.Write(bytes, (BFloat16)(float)value);
                break;
            default:
                MemoryMarshal.Write(bytes, value);
                break;
        }
    }

    private static double Read(string type, ReadOnlySpan<byte> bytes) => type switch
    {
        DataTypes.Single => MemoryMarshal.Read<float>(bytes),
        DataTypes.Double => MemoryMarshal.Read<double>(bytes),
        DataTypes.Half => (double)MemoryMarshal.Read<Half>(bytes),
        DataTypes.Brain => BitConverter.Int32BitsToSingle(MemoryMarshal.Read<ushort>(bytes) << 16),
        DataTypes.Long => MemoryMarshal.Read<long>(bytes),
        _ => MemoryMarshal.Read<int>(bytes),
    };
}
