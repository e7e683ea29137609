using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>
/// Reductions over each tensor by itself. They sum in <see cref="double"/>, in the fixed shape of <see cref="ReductionShape"/>, so
/// the bits depend neither on vector widths nor on threads.
/// </summary>
/// <remarks>
/// They run within an optimizer's step, as those of <see cref="Global"/> do, and the value is uniform only within the element's tensor.
/// Anywhere else they throw <see cref="InvalidOperationException"/>.
/// </remarks>
public static class PerTensor
{
    /// <summary>sqrt(Σ x²): the Euclidean norm.</summary>
    /// <param name="x">The value of one element.</param>
    /// <returns>The norm over the element's tensor.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static double Norm(Real x) => Math.Sqrt(ReductionContext.Run(ReductionScope.Tensor, ReductionKind.SumOfSquares, x, "PerTensor.Norm"));

    /// <summary>Σ x.</summary>
    /// <param name="x">The value of one element.</param>
    /// <returns>The sum over the element's tensor.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static double Sum(Real x) => ReductionContext.Run(ReductionScope.Tensor, ReductionKind.Sum, x, "PerTensor.Sum");

    /// <summary>The number of elements.</summary>
    /// <returns>The number of elements of the element's tensor, without a sweep over them.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static long Count() => ReductionContext.Tensor("PerTensor.Count").Length;

    /// <summary>The number of dimensions: 0 for a scalar, 1 for a vector, 2 for a matrix.</summary>
    /// <returns>The number of dimensions of the element's tensor.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static long Rank() => ReductionContext.Tensor("PerTensor.Rank").Rank;

    /// <summary>max x.</summary>
    /// <param name="x">The value of one element.</param>
    /// <returns>The largest of the element's tensor, NaN when one is NaN.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static double Max(Real x) => ReductionContext.Run(ReductionScope.Tensor, ReductionKind.Max, x, "PerTensor.Max");
}
