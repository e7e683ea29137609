namespace OptimizerDsl;

/// <summary>What shapes have in common: their product, their text, and what is wrong with them.</summary>
internal static class TensorShape
{
    /// <summary>The number of elements; 1 for a shape without dimensions, which is a scalar.</summary>
    /// <exception cref="ArgumentException">A dimension is negative, or the product is too large.</exception>
    internal static int Product(string name, ReadOnlySpan<int> shape)
    {
        foreach (int dimension in shape)
        {
            if (dimension < 0)
            {
                throw new ArgumentException($"Parameter '{name}' has the shape {Text(shape)}: dimensions cannot be negative.", nameof(shape));
            }
        }

        // A zero makes the product zero, however large the other dimensions are.
        if (shape.Contains(0))
        {
            return 0;
        }

        long product = 1;
        foreach (int dimension in shape)
        {
            product *= dimension;
            if (product > AlignedArray.MaximumLength)
            {
                throw new ArgumentException(
                    $"Parameter '{name}' has the shape {Text(shape)}: one tensor holds at most {AlignedArray.MaximumLength} elements. Split it into several parameters.", nameof(shape));
            }
        }

        return (int)product;
    }

    internal static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
