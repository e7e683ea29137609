using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Passes;

/// <summary>A reduction that a sweep computes.</summary>
internal sealed record Reduction(string Name, ReductionKind Kind, ReductionScope Scope, Expr Argument);

/// <summary>
/// One pass over memory: uniform values to prepare first, then per element the varying lets, and either reductions or, in the
/// last sweep, the outputs that are stored.
/// </summary>
internal sealed record Sweep(
    EquatableArray<Let> Uniform,
    EquatableArray<Let> Varying,
    EquatableArray<Reduction> Reductions,
    EquatableArray<Output> Outputs)
{
    /// <summary>
    /// The sweep as a method on its own, for the verifier and for its text: buffers, uniform state and the reductions of
    /// earlier sweeps come in, its own reductions are its last lets.
    /// </summary>
    public Method AsMethod(Method step, IEnumerable<Reduction> finished) => new(
        step.Name,
        step.Parameters.Concat(finished.Select(r => new Parameter(r.Name, IrType.Double, IsReference: false))).ToEquatableArray(),
        Uniform.Concat(Varying).Concat(Reductions.Select(r => new Let(r.Name, new Reduce(r.Kind, r.Scope, r.Argument)))).ToEquatableArray(),
        Outputs);

    /// <summary>The expressions that the loop evaluates.</summary>
    public IEnumerable<Expr> LoopExpressions =>
        Varying.Select(l => l.Value).Concat(Reductions.Select(r => r.Argument)).Concat(Outputs.Select(o => o.Value));

    /// <summary>The names that the loop reads: buffers, uniform values, lets.</summary>
    public IEnumerable<Ref> LoopReads => LoopExpressions.SelectMany(e => e.Descendants()).OfType<Ref>();
}

/// <summary>
/// Splits a method at its reductions: a reduction ends one sweep, and what needs its result runs in a later one. Legal because
/// memory is written in the last sweep only, so earlier values can be computed again from what is in memory, which costs less
/// than storing them while a step is bound by memory.
/// </summary>
internal static class Fission
{
    public static IReadOnlyList<Sweep> Run(Method method)
    {
        var lets = method.Lets.ToDictionary(l => l.Name, StringComparer.Ordinal);
        IReadOnlyDictionary<string, int> depths = Depths(method);
        int reducingSweeps = depths.Values.DefaultIfEmpty(0).Max();

        var sweeps = new List<Sweep>();
        for (int depth = 1; depth <= reducingSweeps; depth++)
        {
            Reduction[] reductions = method.Lets
                .Where(l => l.Value is Reduce && depths[l.Name] == depth)
                .Select(l => (l.Name, Reduce: (Reduce)l.Value))
                .Select(r => new Reduction(r.Name, r.Reduce.Kind, r.Reduce.Scope, r.Reduce.Argument))
                .ToArray();
            sweeps.Add(MakeSweep(method, lets, reductions, []));
        }
        sweeps.Add(MakeSweep(method, lets, [], method.Outputs.ToArray()));
        return sweeps;
    }

    /// <summary>How many sweeps must end before a value is known.</summary>
    private static IReadOnlyDictionary<string, int> Depths(Method method)
    {
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Let let in method.Lets)
        {
            int inputs = let.Value.Descendants().OfType<Ref>().Select(r => depths.TryGetValue(r.Name, out int d) ? d : 0).DefaultIfEmpty(0).Max();
            depths[let.Name] = let.Value is Reduce ? inputs + 1 : inputs;
        }
        return depths;
    }

    private static Sweep MakeSweep(Method method, Dictionary<string, Let> lets, Reduction[] reductions, Output[] outputs)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        void Need(Expr expr)
        {
            foreach (Ref reference in expr.Descendants().OfType<Ref>())
            {
                // A finished reduction is an input of this sweep: its own argument belongs to an earlier one.
                if (lets.TryGetValue(reference.Name, out Let? let) && let.Value is not Reduce && needed.Add(let.Name)) Need(let.Value);
            }
        }
        foreach (Reduction reduction in reductions) Need(reduction.Argument);
        foreach (Output output in outputs) Need(output.Value);

        Let[] ordered = method.Lets.Where(l => needed.Contains(l.Name)).ToArray();
        return new(
            ordered.Where(l => !l.Value.Type.IsVarying()).ToEquatableArray(),
            ordered.Where(l => l.Value.Type.IsVarying()).ToEquatableArray(),
            reductions.ToEquatableArray(),
            outputs.ToEquatableArray());
    }
}
