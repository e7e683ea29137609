using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Passes;

/// <summary>A reduction that a sweep computes; <paramref name="Index"/> is its place among all reductions of the recipe.</summary>
internal sealed record Reduction(string Name, int Index, ReductionKind Kind, ReductionScope Scope, Expr Argument);

/// <summary>
/// One pass over memory: uniform values to prepare first, then per element the varying lets, and either reductions or, in the
/// last sweep, the outputs that are stored and the uniform state that is kept. What observers reduce, the last sweep reduces
/// beside: <paramref name="Closing"/> and <paramref name="Observed"/> are computed of it when the sweep is over.
/// </summary>
internal sealed record Sweep(
    EquatableArray<Let> Uniform,
    EquatableArray<Let> Varying,
    EquatableArray<Reduction> Reductions,
    EquatableArray<Output> Outputs,
    EquatableArray<Output> Kept,
    EquatableArray<Let> Closing = default,
    EquatableArray<Output> Observed = default)
{
    /// <summary>
    /// The sweep as a method on its own, for the verifier and for its text: buffers, uniform state and the reductions of
    /// earlier sweeps come in, its own reductions are its last lets.
    /// </summary>
    public Method AsMethod(Method step, IEnumerable<Reduction> finished) => new(
        step.Name,
        step.Parameters.Concat(finished.Select(r => new Parameter(r.Name, IrType.Double, IsReference: false))).ToEquatableArray(),
        Uniform.Concat(Varying).Concat(Reductions.Select(r => new Let(r.Name, new Reduce(r.Kind, r.Scope, r.Argument)))).Concat(Closing.Except(Uniform)).ToEquatableArray(),
        Outputs.Concat(Kept).Concat(Observed).ToEquatableArray());

    /// <summary>The expressions that the loop evaluates.</summary>
    public IEnumerable<Expr> LoopExpressions =>
        Varying.Select(l => l.Value).Concat(Reductions.Select(r => r.Argument)).Concat(Outputs.Select(o => o.Value));

    /// <summary>The names that the loop reads: buffers, uniform values, lets.</summary>
    public IEnumerable<Ref> LoopReads => LoopExpressions.SelectMany(e => e.Descendants()).OfType<Ref>();
}
