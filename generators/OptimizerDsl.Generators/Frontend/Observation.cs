using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>
/// What may be observed in the sweep that updates: totals that are known only when it is over, so that none can have a part in
/// another, and of whole tensors or the model, over whose blocks it goes.
/// </summary>
internal static class Observation
{
    /// <summary>What is wrong with the reductions of an observer; null where all is well.</summary>
    public static string? Mistake(Method observe)
    {
        var late = new HashSet<string>(StringComparer.Ordinal);
        foreach (Let let in observe.Lets)
        {
            bool isLate = let.Value.Descendants().OfType<Ref>().Any(r => late.Contains(r.Name));
            if (let.Value is Reduce reduce)
            {
                if (isLate) return "A reduction in Observe depends on another one, which is known only after the sweep that both are for. Reduce both by themselves, and put the totals together after.";
                if (reduce.Scope == ReductionScope.Row) return "Observe goes over whole tensors and cannot reduce rows. Use PerTensor or Global.";
                isLate = true;
            }
            if (isLate) late.Add(let.Name);
        }
        return null;
    }
}
