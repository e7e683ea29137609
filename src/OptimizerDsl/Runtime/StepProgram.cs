using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>
/// What a recipe does to its elements, sweep by sweep; the compiler writes one for each recipe. Reducing sweeps come first,
/// and the last sweep is the update.
/// </summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <see cref="Prepare"/> runs on one thread. What it leaves in fields, <see cref="Reduce"/> and <see cref="Update"/> read on
/// several threads at once; they must not write to fields.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StepProgram<T>
    where T : unmanaged
{
    /// <summary>The number of sweeps over memory: 1 and one for each group of reductions.</summary>
    public abstract int SweepCount { get; }

    /// <summary>What a reducing sweep computes, in the order of its results.</summary>
    /// <param name="sweep">The sweep, from 0 to <see cref="SweepCount"/> - 2.</param>
    /// <returns>The kinds; the engine asks once, when it is built.</returns>
    public virtual ReductionKind[] ReductionsOf(int sweep) => [];

    /// <summary>Computes everything uniform that a sweep needs. Runs once before each sweep.</summary>
    /// <param name="sweep">The sweep that is about to run.</param>
    /// <param name="step">The step that is running.</param>
    /// <param name="reductions">
    /// The totals of all reductions of earlier sweeps, in order. A <see cref="ReductionKind.SumOfSquares"/> is the sum itself.
    /// </param>
    public abstract void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> reductions);

    /// <summary>Reduces one block of one tensor, in <see cref="ReductionShape"/>.</summary>
    /// <param name="sweep">The reducing sweep.</param>
    /// <param name="w">The first parameter of the block.</param>
    /// <param name="g">The first gradient of the block.</param>
    /// <param name="state">The first state buffer, at the first element of the block.</param>
    /// <param name="stateStride">The distance from one state buffer to the next, in elements.</param>
    /// <param name="count">The number of elements, from 1 to <see cref="ReductionShape.BlockLength"/>.</param>
    /// <param name="results">Takes one value for each reduction of the sweep, its lanes combined.</param>
    public virtual void Reduce(int sweep, ref T w, ref T g, ref T state, nuint stateStride, nuint count, Span<double> results) =>
        throw new InvalidOperationException($"{GetType().Name} has reductions in sweep {sweep} but does not override Reduce.");

    /// <summary>Updates a run of elements, which may include the padding between tensors.</summary>
    /// <param name="w">The first parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="state">The first state buffer, at the first element.</param>
    /// <param name="stateStride">The distance from one state buffer to the next, in elements.</param>
    /// <param name="count">The number of elements, 1 or more.</param>
    public abstract void Update(ref T w, ref T g, ref T state, nuint stateStride, nuint count);
}
