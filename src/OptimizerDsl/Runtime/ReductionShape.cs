using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>
/// The one shape in which everything reduces, whatever the vector width and the number of threads; it defines the bits.
/// </summary>
/// <remarks>
/// Each tensor is cut into blocks of <see cref="BlockLength"/> elements. In a block, element j belongs to lane j mod
/// <see cref="Lanes"/>, and each lane takes its elements in the order of their indices (<see cref="Accumulate"/>), in
/// <see cref="double"/>, from <see cref="Identity"/> on. A fixed tree makes one value of the lanes (<see cref="Combine"/>).
/// Then the blocks of a tensor, and the tensors of the model, are folded in their order, from the left, each fold again from
/// <see cref="Identity"/> on (<see cref="Fold"/>).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ReductionShape
{
    /// <summary>The number of lanes in a block.</summary>
    public const int Lanes = 16;

    /// <summary>The number of elements in a block; a tensor's last one may have fewer.</summary>
    public const int BlockLength = 4096;

    /// <summary>The number of blocks of a tensor.</summary>
    /// <param name="length">The number of the tensor's elements.</param>
    /// <returns>The number of blocks; 0 for a tensor without elements.</returns>
    public static int BlockCount(int length) => (int)(((long)length + BlockLength - 1) / BlockLength);

    /// <summary>Where lanes and folds start: 0, or negative infinity for a maximum.</summary>
    /// <param name="kind">What is computed.</param>
    /// <returns>The first value.</returns>
    public static double Identity(ReductionKind kind) => kind == ReductionKind.Max ? double.NegativeInfinity : 0.0;

    /// <summary>Adds one element to its lane: lane + x, lane + x * x without contraction, or max(lane, x).</summary>
    /// <param name="lane">The lane so far.</param>
    /// <param name="x">The element.</param>
    /// <param name="kind">What is computed.</param>
    /// <returns>The lane with the element.</returns>
    public static double Accumulate(double lane, double x, ReductionKind kind) => kind switch
    {
        ReductionKind.Max => Math.Max(lane, x),
        ReductionKind.SumOfSquares => lane + x * x,
        _ => lane + x,
    };

    /// <summary>Makes one value of the lanes of a block: lane i takes in lane i + width, for width 8, 4, 2, 1.</summary>
    /// <param name="lanes">The <see cref="Lanes"/> lanes.</param>
    /// <param name="kind">What is computed.</param>
    /// <returns>The block's value.</returns>
    /// <exception cref="ArgumentException">There are not <see cref="Lanes"/> lanes.</exception>
    public static double Combine(ReadOnlySpan<double> lanes, ReductionKind kind)
    {
        if (lanes.Length != Lanes)
        {
            throw new ArgumentException($"A block has {Lanes} lanes, not {lanes.Length}.", nameof(lanes));
        }

        Span<double> tree = stackalloc double[Lanes];
        lanes.CopyTo(tree);
        for (int width = Lanes / 2; width > 0; width /= 2)
        {
            for (int i = 0; i < width; i++)
            {
                tree[i] = Fold(tree[i], tree[i + width], kind);
            }
        }

        return tree[0];
    }

    /// <summary>Adds a block to its tensor, or a tensor to the model: total + value, or max(total, value).</summary>
    /// <param name="total">The total so far.</param>
    /// <param name="value">The next value.</param>
    /// <param name="kind">What is computed.</param>
    /// <returns>The total with the value.</returns>
    public static double Fold(double total, double value, ReductionKind kind) =>
        kind == ReductionKind.Max ? Math.Max(total, value) : total + value;

    /// <summary>Reduces one whole tensor, the slow and plain way: what every kernel has to equal bit for bit.</summary>
    /// <param name="elements">The elements of the tensor, exactly as converted from its element type.</param>
    /// <param name="kind">What is computed.</param>
    /// <returns>The tensor's value.</returns>
    public static double ReduceTensor(ReadOnlySpan<double> elements, ReductionKind kind)
    {
        Span<double> lanes = stackalloc double[Lanes];
        double total = Identity(kind);
        for (int start = 0; start < elements.Length; start += BlockLength)
        {
            lanes.Fill(Identity(kind));
            ReadOnlySpan<double> block = elements.Slice(start, Math.Min(BlockLength, elements.Length - start));
            for (int j = 0; j < block.Length; j++)
            {
                lanes[j % Lanes] = Accumulate(lanes[j % Lanes], block[j], kind);
            }

            total = Fold(total, Combine(lanes, kind), kind);
        }

        return total;
    }
}
