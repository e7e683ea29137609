using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Reads how a recipe stores its state, and what a fragment says of its own.</summary>
internal static class StorageReader
{
    public static StorageModel Read(INamedTypeSymbol recipe)
    {
        AttributeData? optimizer = recipe.Attribute(KnownNames.Optimizer);
        return new((StatePrecision)(optimizer.Named<int>("State") ?? 0), Overrides(recipe).ToEquatableArray());
    }

    /// <summary>The least precision that a fragment asks for its state.</summary>
    public static StatePrecision LeastOf(IParameterSymbol parameter) =>
        parameter.Attribute(KnownNames.LeastPrecision)?.ConstructorArguments is [var argument] && argument.Scalar() is int precision ? (StatePrecision)precision : StatePrecision.Block8;

    private static IEnumerable<StateOverride> Overrides(INamedTypeSymbol recipe)
    {
        foreach (AttributeData attribute in recipe.GetAttributes().Where(a => a.AttributeClass.Is(KnownNames.StoreState)))
        {
            if (attribute.ConstructorArguments is [{ Value: string name }, { Value: int precision }]) yield return new(name, (StatePrecision)precision);
        }
    }
}
