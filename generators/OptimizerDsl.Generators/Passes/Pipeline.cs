using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Passes;

/// <summary>The passes in their order, from a recipe's fragments to its sweeps. The verifier runs after every one.</summary>
internal static class Pipeline
{
    public static CompiledRecipe Run(RecipeModel recipe)
    {
        Fused[] groups = recipe.Groups.Select(g => RunGroup(recipe, g)).ToArray();
        (IReadOnlyList<IReadOnlyList<Sweep>> sweeps, IReadOnlyList<Reduction> reductions) =
            Fission.Run(groups.Select(g => new Fission.Input(g.Hoisted, g.Keys, g.Gates.Select(p => p.Proceed).ToArray(), g.Observed)).ToArray());
        CompiledGroup[] compiled = groups.Select((g, i) => new CompiledGroup(g.Model, recipe.ElementType, g.Folded, g.Hoisted, sweeps[i], g.Begins, g.Gates, g.AverageState, Store.Run(g.Folded, recipe.Storage, g.AllStates)) { Parameters = recipe.Storage.Parameters }).ToArray();
        foreach (CompiledGroup group in compiled) CheckSweeps(group);
        return new(recipe.ElementType, compiled, reductions);
    }

    /// <summary>The names of the state that the fragments of a group keep, whatever of it is needed.</summary>
    public static IEnumerable<string> StateNames(GroupModel group) =>
        Store.StatesOf(FusionOf(group, 1, false).Step).Where(p => p.IsReference).Select(p => p.Name);

    /// <summary>A method of uniform code, such as a schedule's, with the recipe's values in it.</summary>
    public static Method Uniform(Fragment fragment, string method, IEnumerable<HyperValue> values)
    {
        Method found = fragment.Find(method) ?? throw new ArgumentException($"{fragment.Name} has no {method}", nameof(method));
        Method special = Check(Specialise.Run(found, values.ToDictionary(v => v.Name, StringComparer.Ordinal)), "specialisation");
        Method folded = Check(Fold.Run(special), "fold");
        return Check(UnusedLets(folded), "dead code");
    }

    private sealed record Fused(
        GroupModel Model, Method Folded, Method Hoisted, IReadOnlyDictionary<string, string> Keys, IReadOnlyList<BeginPart> Begins, IReadOnlyList<GatePart> Gates, Observed Observed, string? AverageState, IReadOnlyList<string> AllStates);

    private static Fused RunGroup(RecipeModel recipe, GroupModel group)
    {
        Fusion fusion = FusionOf(group, recipe.AccumulateSteps, recipe.ClearGradients);
        Check(fusion.Step, "fusion");
        Method step = Check(Fold.Run(fusion.Step, out Func<Expr, Expr> replace), "fold");
        GatePart[] gates = fusion.Gates.Select(g => g with { Proceed = replace(g.Proceed) }).ToArray();
        // A reduction that other groups share is over all of them, so it stays even where this group does not read it.
        HashSet<string> global = new(step.Lets.Where(l => l.Value is Reduce { Scope: ReductionScope.Global } && IsShared(group, fusion.ReductionKeys[l.Name])).Select(l => l.Name), StringComparer.Ordinal);
        IEnumerable<Expr> shared = recipe.Groups.Count == 1 ? [] : global.Select(name => (Expr)new Ref(name, IrType.Double));
        step = Check(RemoveDead.Run(step, fusion.AverageState is null ? fusion.Observed.States : [fusion.AverageState, .. fusion.Observed.States], gates.Select(g => g.Proceed).Concat(shared)), "dead code");
        Method stored = recipe.Storage.FlushSubnormals ? Check(Flush.Run(step, recipe.ElementType), "flush") : step;
        Method hoisted = Check(Hoist.Run(stored), "hoisting");
        var keys = fusion.ReductionKeys.ToDictionary(k => k.Key, k => global.Contains(k.Key) ? k.Value : group.Name + "/" + k.Value, StringComparer.Ordinal);
        BeginPart[] begins = fusion.Begins.Select(b => b with { Method = Check(Fold.Run(b.Method), "fold") }).ToArray();
        return new(group, step, hoisted, keys, begins, gates, fusion.Observed, fusion.AverageState, Store.StatesOf(fusion.Step).Select(p => p.Name).ToArray());
    }

    private static bool IsShared(GroupModel group, string key)
    {
        string index = key.Substring(0, key.IndexOf(':'));
        return group.Uses.Any(f => f.IsShared && f.Index.ToString(System.Globalization.CultureInfo.InvariantCulture) == index);
    }

    private static Fusion FusionOf(GroupModel group, long accumulateSteps, bool clearGradients) => Fuse.Run(
        group.BeforeRule.Select(Part).ToArray(), Part(group.Rule), group.Averaging.Select(Part).ToArray(), group.Observers.Select(Part).ToArray(), accumulateSteps, clearGradients);

    private static FusionPart Part(FragmentUse use)
    {
        var values = use.Values.ToDictionary(v => v.Name, StringComparer.Ordinal);
        Method? Special(string name) => use.Fragment.Find(name) is Method found ? Check(Specialise.Run(found, values), "specialisation") : null;
        return new(use, Special(Signatures.StepOf(use.Fragment.Kind))!, Special("Begin"));
    }

    private static Method UnusedLets(Method method)
    {
        var lets = method.Lets.ToDictionary(l => l.Name, l => l.Value, StringComparer.Ordinal);
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<Expr>(method.Outputs.Select(o => o.Value));
        while (pending.Count > 0)
        {
            foreach (Ref reference in pending.Pop().Descendants().OfType<Ref>())
            {
                if (needed.Add(reference.Name) && lets.TryGetValue(reference.Name, out Expr? value)) pending.Push(value);
            }
        }
        return method with { Lets = method.Lets.Where(l => needed.Contains(l.Name)).ToEquatableArray() };
    }

    private static void CheckSweeps(CompiledGroup group)
    {
        var finished = new List<Reduction>();
        foreach (Sweep sweep in group.Sweeps)
        {
            Check(sweep.AsMethod(group.Fused, finished), "fission");
            finished.AddRange(sweep.Reductions);
        }
    }

    private static Method Check(Method method, string after) => Verifier.Verify(method, after);
}
