using System.Globalization;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Emit;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Names that generated files need of a type.</summary>
internal static class Names
{
    private static readonly SymbolDisplayFormat s_plain = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    public static string Namespace(INamedTypeSymbol type) => type.ContainingNamespace.IsGlobalNamespace
        ? ""
        : string.Join(".", type.ContainingNamespace.ToDisplayString(s_plain).Split('.').Select(NameScope.Escape));

    /// <summary>
    /// A file name for generated code. Such names must be unique even where case is ignored, and two types may differ in nothing
    /// else, or only in the arity of a container: a hash tells them apart.
    /// </summary>
    public static string HintName(INamedTypeSymbol type, string kind)
    {
        string name = type.ToDisplayString(s_plain);
        string exact = name;
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            exact += "`" + container.Arity.ToString(CultureInfo.InvariantCulture);
        }
        uint hash = 2166136261;
        foreach (char c in exact) hash = unchecked((hash ^ c) * 16777619);
        return $"{name}.{hash.ToString("x8", CultureInfo.InvariantCulture)}{kind}.g.cs";
    }
}
