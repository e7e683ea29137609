namespace OptimizerDsl.Checkpoints;

/// <summary>What the header of a file says of one tensor.</summary>
/// <param name="Name">The name.</param>
/// <param name="DataType">The type of its elements.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Start">Where its bytes begin, counted from the end of the header.</param>
/// <param name="End">Where they end.</param>
internal sealed record TensorEntry(string Name, string DataType, long[] Shape, long Start, long End)
{
    internal static string Text(string dataType, ReadOnlySpan<long> shape) => $"{dataType} [{string.Join(", ", shape.ToArray())}]";

    /// <summary>The type and the shape, for messages.</summary>
    public override string ToString() => Text(DataType, Shape);

    /// <summary>What is wrong with the entry by itself; null where it is right.</summary>
    internal string? Mistake()
    {
        int size = DataTypes.SizeOf(DataType);
        if (size == 0)
        {
            return $"has elements of an unknown type '{DataType}'";
        }

        Int128 bytes = Shape.Contains(0) ? 0 : size;
        foreach (long dimension in Shape)
        {
            // Neither factor is above 2^63, so the product fits.
            bytes *= dimension;
            if (bytes > long.MaxValue)
            {
                return "has more elements than a file can hold";
            }
        }

        return bytes == End - Start ? null : $"takes {bytes} bytes as {this}, but its offsets enclose {End - Start}";
    }
}
