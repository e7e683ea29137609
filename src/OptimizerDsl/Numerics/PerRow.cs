using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>
/// Reductions over each row of a matrix by itself. They sum in <see cref="double"/>, in the fixed shape of <see cref="ReductionShape"/>, so
/// the bits depend neither on vector widths nor on threads.
/// </summary>
/// <remarks>
/// <para>
/// A tensor of two dimensions or more has as many rows as its first dimension says, and each has all elements of the other
/// dimensions: for a layer's weights by output and input, the weights of one output. A tensor of fewer dimensions is one row.
/// </para>
/// <para>
/// They run within an optimizer's step, as those of <see cref="Global"/> do, and the value is uniform only within the element's row.
/// Anywhere else they throw <see cref="InvalidOperationException"/>.
/// </para>
/// </remarks>
public static class PerRow
{
    /// <summary>sqrt(Σ x²): the Euclidean norm.</summary>
    /// <param name="x">The value of one element.</param>
    /// <returns>The norm over the element's row.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static double Norm(Real x) => Math.Sqrt(ReductionContext.Run(ReductionScope.Row, ReductionKind.SumOfSquares, x, "PerRow.Norm"));

    /// <summary>Σ x.</summary>
    /// <param name="x">The value of one element.</param>
    /// <returns>The sum over the element's row.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static double Sum(Real x) => ReductionContext.Run(ReductionScope.Row, ReductionKind.Sum, x, "PerRow.Sum");

    /// <summary>The number of elements.</summary>
    /// <returns>The number of elements of the element's row, without a sweep over them.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static long Count() => ReductionContext.Tensor("PerRow.Count").RowLength;

    /// <summary>max x.</summary>
    /// <param name="x">The value of one element.</param>
    /// <returns>The largest of the element's row, NaN when one is NaN.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static double Max(Real x) => ReductionContext.Run(ReductionScope.Row, ReductionKind.Max, x, "PerRow.Max");
}
