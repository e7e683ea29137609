using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Model;

/// <summary>A recipe after all passes: what the emitter prints.</summary>
internal sealed record CompiledRecipe(
    ElementType ElementType,
    EquatableArray<BeginPart> Begins,
    Method Fused,
    IReadOnlyList<Sweep> Sweeps)
{
    public string Weight => Fused.Parameters[0].Name;

    public string Gradient => Fused.Parameters[1].Name;

    /// <summary>The state buffers, in the order of their slabs.</summary>
    public IEnumerable<string> States => Fused.Parameters.Skip(2).Where(p => p.IsReference).Select(p => p.Name);

    /// <summary>The reductions of all sweeps, in the order in which their results are handed over.</summary>
    public IEnumerable<Reduction> Reductions => Sweeps.SelectMany(s => s.Reductions);

    public Cost Cost => Cost.Of(this);
}

/// <summary>A fragment's Begin method; <paramref name="Names"/> maps its uniform state to the recipe's names for it.</summary>
internal sealed record BeginPart(Method Method, EquatableArray<StateName> Names);

internal sealed record StateName(string Own, string InRecipe);

/// <summary>What a step costs, read off the sweeps.</summary>
/// <param name="StateBytes">Bytes of state per parameter.</param>
/// <param name="Traffic">Bytes read and written per parameter and step.</param>
/// <param name="Sweeps">Passes over memory.</param>
internal sealed record Cost(int StateBytes, int Traffic, int Sweeps)
{
    public static Cost Of(CompiledRecipe recipe)
    {
        int size = recipe.ElementType == ElementType.Single ? 4 : 8;
        var buffers = new HashSet<string>(recipe.States.Concat([recipe.Weight, recipe.Gradient]), StringComparer.Ordinal);
        int accesses = recipe.Sweeps.Sum(s => s.LoopReads.Select(r => r.Name).Where(buffers.Contains).Distinct().Count() + s.Outputs.Count(Stores));
        return new(size * recipe.States.Count(), size * accesses, recipe.Sweeps.Count);
    }

    /// <summary>An output that is its own input needs no store.</summary>
    public static bool Stores(Output output) => output.Value is not Ref reference || reference.Name != output.Name;
}
