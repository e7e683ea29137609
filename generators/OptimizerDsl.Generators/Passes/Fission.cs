using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Passes;

/// <summary>
/// Splits methods at their reductions: a reduction ends one sweep, and what needs its result runs in a later one. Legal because
/// memory is written in the last sweep only, so earlier values can be computed again from what is in memory, which costs less
/// than storing them while a step is bound by memory.
/// </summary>
/// <remarks>
/// All groups of a recipe have the same number of sweeps, since a reduction that they share needs all of them to have come as
/// far. A sweep goes over blocks or over rows, never both, so reductions per row have sweeps of their own. What observers reduce
/// nothing in the step waits for, so the last sweep takes it along.
/// </remarks>
internal static class Fission
{
    /// <summary>A group's method; <paramref name="Keys"/> tells which of its reductions are the same as another group's.</summary>
    internal sealed record Input(Method Method, IReadOnlyDictionary<string, string> Keys, IReadOnlyList<Expr> Roots, Observed Observed);

    public static (IReadOnlyList<IReadOnlyList<Sweep>> Sweeps, IReadOnlyList<Reduction> Reductions) Run(IReadOnlyList<Input> groups)
    {
        Dictionary<string, int> indices = Indices(groups);
        IReadOnlyDictionary<string, int>[] depths = Depths(groups);

        // Which kinds of sweeps there are, in order: by depth, then blocks before rows.
        (int Depth, bool IsRow)[] stages = groups
            .SelectMany((group, g) => group.Method.Lets.Where(l => l.Value is Reduce && !IsObserved(group, l)).Select(l => (depths[g][l.Name], ((Reduce)l.Value).Scope == ReductionScope.Row)))
            .Distinct().OrderBy(s => s.Item1).ThenBy(s => s.Item2).ToArray();

        var all = new List<Reduction>();
        var result = new List<IReadOnlyList<Sweep>>();
        for (int g = 0; g < groups.Count; g++)
        {
            Input group = groups[g];
            var lets = group.Method.Lets.ToDictionary(l => l.Name, StringComparer.Ordinal);
            var sweeps = new List<Sweep>();
            foreach ((int depth, bool isRow) in stages)
            {
                Reduction[] reductions = group.Method.Lets
                    .Where(l => l.Value is Reduce r && !IsObserved(group, l) && depths[g][l.Name] == depth && (r.Scope == ReductionScope.Row) == isRow)
                    .Select(l => ReductionOf(group, l))
                    .ToArray();
                all.AddRange(reductions);
                sweeps.Add(MakeSweep(group.Method, lets, reductions, [], [], []));
            }
            Reduction[] observed = group.Method.Lets.Where(l => IsObserved(group, l)).Select(l => ReductionOf(group, l)).ToArray();
            all.AddRange(observed);
            sweeps.Add(MakeSweep(group.Method, lets, observed, group.Method.Outputs.Where(o => !IsLate(o)).ToArray(), group.Method.Outputs.Where(IsLate).ToArray(), group.Roots));
            result.Add(sweeps);

            bool IsLate(Output output) => group.Observed.States.Contains(output.Name);
        }
        return (result, all.GroupBy(r => r.Index).Select(r => r.First()).OrderBy(r => r.Index).ToArray());

        static bool IsObserved(Input group, Let let) => group.Observed.Reductions.Contains(let.Name);

        Reduction ReductionOf(Input group, Let let) => new(let.Name, indices[group.Keys[let.Name]], ((Reduce)let.Value).Kind, ((Reduce)let.Value).Scope, ((Reduce)let.Value).Argument);
    }

    private static Dictionary<string, int> Indices(IReadOnlyList<Input> groups)
    {
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Input group in groups)
        {
            foreach (Let let in group.Method.Lets.Where(l => l.Value is Reduce))
            {
                if (!indices.ContainsKey(group.Keys[let.Name])) indices.Add(group.Keys[let.Name], indices.Count);
            }
        }
        return indices;
    }

    /// <summary>How many sweeps must end before a value is known; a shared reduction is as deep as its deepest.</summary>
    private static IReadOnlyDictionary<string, int>[] Depths(IReadOnlyList<Input> groups)
    {
        var shared = new Dictionary<string, int>(StringComparer.Ordinal);
        while (true)
        {
            bool isStable = true;
            var result = new List<IReadOnlyDictionary<string, int>>();
            foreach (Input group in groups)
            {
                var depths = new Dictionary<string, int>(StringComparer.Ordinal);
                foreach (Let let in group.Method.Lets)
                {
                    int depth = let.Value.Descendants().OfType<Ref>().Select(r => depths.TryGetValue(r.Name, out int d) ? d : 0).DefaultIfEmpty(0).Max();
                    if (let.Value is Reduce)
                    {
                        string key = group.Keys[let.Name];
                        int known = shared.TryGetValue(key, out int other) ? other : 0;
                        depth = Math.Max(depth + 1, known);
                        if (depth != known)
                        {
                            shared[key] = depth;
                            isStable = false;
                        }
                    }
                    depths[let.Name] = depth;
                }
                result.Add(depths);
            }
            if (isStable) return result.ToArray();
        }
    }

    private static Sweep MakeSweep(Method method, Dictionary<string, Let> lets, Reduction[] reductions, Output[] outputs, Output[] observed, IReadOnlyList<Expr> roots)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var closing = new HashSet<string>(StringComparer.Ordinal);
        void Need(Expr expr, HashSet<string> found)
        {
            foreach (Ref reference in expr.Descendants().OfType<Ref>())
            {
                // A finished reduction is an input of this sweep: its own argument belongs to an earlier one.
                if (lets.TryGetValue(reference.Name, out Let? let) && let.Value is not Reduce && found.Add(let.Name)) Need(let.Value, found);
            }
        }
        foreach (Reduction reduction in reductions) Need(reduction.Argument, needed);
        foreach (Output output in outputs) Need(output.Value, needed);
        foreach (Output output in observed) Need(output.Value, closing);
        foreach (Expr root in roots) Need(root, needed);

        Let[] ordered = method.Lets.Where(l => needed.Contains(l.Name)).ToArray();
        return new(
            ordered.Where(l => !l.Value.Type.IsVarying()).ToEquatableArray(),
            ordered.Where(l => l.Value.Type.IsVarying()).ToEquatableArray(),
            reductions.ToEquatableArray(),
            outputs.Where(o => !Levels.IsUniformState(o)).ToEquatableArray(),
            outputs.Where(Levels.IsUniformState).ToEquatableArray(),
            method.Lets.Where(l => closing.Contains(l.Name)).ToEquatableArray(),
            observed.ToEquatableArray());
    }
}
