namespace OptimizerDsl.Runtime;

/// <summary>
/// Puts the reducing sweeps of all groups in an order in which every total is whole before a later sweep may need it.
/// </summary>
/// <remarks>
/// A group takes part in each round, unless a global reduction of one of its earlier sweeps still waits for another group that
/// has to reduce something of its own first.
/// </remarks>
internal static class SweepRounds
{
    /// <summary>Orders sweeps.</summary>
    /// <param name="recipe">The recipe's name, for messages.</param>
    /// <param name="groups">The reductions of each group, reducing sweep by reducing sweep.</param>
    /// <returns>The rounds, after which all totals are whole.</returns>
    /// <exception cref="ArgumentException">Groups wait for one another, or mean different reductions by one index.</exception>
    internal static SweepRound[] Of(string recipe, ReductionInfo[][][] groups)
    {
        Dictionary<int, int> waiting = Parts(recipe, groups);
        var next = new int[groups.Length];
        var rounds = new List<SweepRound>();
        while (Enumerable.Range(0, groups.Length).Any(group => next[group] < groups[group].Length))
        {
            int[] sweeps = [.. groups.Select((sweeps, group) =>
                next[group] < sweeps.Length && sweeps[..next[group]].All(sweep => sweep.All(IsWhole)) ? next[group] : -1)];
            var totals = new List<ReductionInfo>();
            for (int group = 0; group < groups.Length; group++)
            {
                if (sweeps[group] < 0)
                {
                    continue;
                }

                next[group]++;
                totals.AddRange(groups[group][sweeps[group]].Where(reduction => reduction.Scope == ReductionScope.Global && --waiting[reduction.Index] == 0));
            }

            if (sweeps.All(sweep => sweep < 0))
            {
                throw new ArgumentException($"The groups of recipe '{recipe}' wait for one another's reductions: they share several, in different orders.");
            }

            rounds.Add(new SweepRound(sweeps, [.. totals]));
        }

        return [.. rounds];

        bool IsWhole(ReductionInfo reduction) => reduction.Scope != ReductionScope.Global || waiting[reduction.Index] == 0;
    }

    // For each global reduction, the number of groups that have a part in it.
    private static Dictionary<int, int> Parts(string recipe, ReductionInfo[][][] groups)
    {
        var parts = new Dictionary<int, int>();
        var known = new Dictionary<int, ReductionInfo>();
        foreach (ReductionInfo[][] sweeps in groups)
        {
            var own = new HashSet<int>();
            foreach (ReductionInfo reduction in sweeps.SelectMany(sweep => sweep))
            {
                bool isShared = known.TryGetValue(reduction.Index, out ReductionInfo other);
                if (reduction.Index < 0 || !own.Add(reduction.Index) || (isShared && (other != reduction || reduction.Scope != ReductionScope.Global)))
                {
                    throw new ArgumentException($"Recipe '{recipe}' has two reductions {reduction.Index}: {other} and {reduction}; each needs an index of its own, from 0.");
                }

                known[reduction.Index] = reduction;
                parts[reduction.Index] = parts.GetValueOrDefault(reduction.Index) + 1;
            }
        }

        return parts;
    }
}
