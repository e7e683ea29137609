using Microsoft.CodeAnalysis;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Generated code and library must agree on a contract; each says which version it knows.</summary>
internal static class Contract
{
    /// <summary>What is wrong with the library that a recipe or a fragment is written for; null where it is ours.</summary>
    public static string? Mistake(IAssemblySymbol? library)
    {
        int? version = library?.GetAttributes().FirstOrDefault(a => a.AttributeClass.Is(KnownNames.Contract))?.ConstructorArguments is [var argument] && argument.Scalar() is int v ? v : null;
        if (version == KnownNames.ContractVersion) return null;
        string found = version is int other ? "contract " + other.ToString(System.Globalization.CultureInfo.InvariantCulture) : "no contract";
        return $"The OptimizerDsl generator writes code for contract {KnownNames.ContractVersion}, but {library?.Name} has {found}. Use the generator and the library of one package version.";
    }
}
