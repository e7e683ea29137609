using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Passes;

/// <summary>The ordered list of passes, from a recipe's fragments to its sweeps. The verifier runs after every one.</summary>
internal static class Pipeline
{
    private static readonly (string Name, Func<Method, Method> Run)[] s_passes =
    [
        ("fold", Fold.Run),
        ("dead code", RemoveDead.Run),
    ];

    public static CompiledRecipe Run(RecipeModel recipe)
    {
        FragmentUse rule = recipe.Rule ?? throw new ArgumentException("a recipe without a rule has no program", nameof(recipe));
        (Method step, IReadOnlyList<BeginPart> begins) = Fuse.Run(recipe.Transforms.Select(t => Part(t, "Apply")).ToArray(), Part(rule, "Update"));
        Check(step, "fusion");
        foreach ((string name, Func<Method, Method> pass) in s_passes) step = Check(pass(step), name);
        IReadOnlyList<Sweep> sweeps = Fission.Run(Check(Hoist.Run(step), "hoisting"));
        var finished = new List<Reduction>();
        foreach (Sweep sweep in sweeps)
        {
            Check(sweep.AsMethod(step, finished), "fission");
            finished.AddRange(sweep.Reductions);
        }
        return new(recipe.ElementType, begins.Select(b => b with { Method = Check(Fold.Run(b.Method), "fold") }).ToEquatableArray(), step, sweeps);
    }

    private static Fuse.Part Part(FragmentUse use, string method)
    {
        var values = use.Values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
        Method? Special(string name) => use.Fragment.Find(name) is Method found ? Check(Specialise.Run(found, values), "specialisation") : null;
        return new(use.Fragment.Name, Special(method)!, Special("Begin"));
    }

    private static Method Check(Method method, string after) => Verifier.Verify(method, after);
}
