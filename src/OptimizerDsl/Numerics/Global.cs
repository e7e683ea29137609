using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>
/// Reductions over every element of the model: the one way in which varying values become uniform. They sum in
/// <see cref="double"/>, in the fixed shape of <see cref="ReductionShape"/>, so the bits depend neither on vector widths nor
/// on threads.
/// </summary>
/// <remarks>
/// <para>
/// In a fragment that is for one group only, as every rule is, they run over the parameters of that group.
/// </para>
/// <para>
/// They run within an optimizer's step: the compiler turns each into a sweep over memory of its own, and
/// <see cref="ScalarReference"/> runs them as written. Anywhere else they throw <see cref="InvalidOperationException"/>.
/// </para>
/// </remarks>
public static class Global
{
    /// <summary>sqrt(Σ x²): the Euclidean norm.</summary>
    /// <param name="x">The value of one element.</param>
    /// <returns>The norm over all elements; 0 for a model without any.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static double Norm(Real x) => Math.Sqrt(ReductionContext.Run(ReductionScope.Global, ReductionKind.SumOfSquares, x, "Global.Norm"));

    /// <summary>Σ x.</summary>
    /// <param name="x">The value of one element.</param>
    /// <returns>The sum over all elements; 0 for a model without any.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static double Sum(Real x) => ReductionContext.Run(ReductionScope.Global, ReductionKind.Sum, x, "Global.Sum");

    /// <summary>max x.</summary>
    /// <param name="x">The value of one element.</param>
    /// <returns>The largest of all elements, NaN when one is NaN; negative infinity for a model without any.</returns>
    /// <exception cref="InvalidOperationException">No step is running on this thread.</exception>
    public static double Max(Real x) => ReductionContext.Run(ReductionScope.Global, ReductionKind.Max, x, "Global.Max");
}
