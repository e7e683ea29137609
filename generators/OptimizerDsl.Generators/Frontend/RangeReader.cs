using Microsoft.CodeAnalysis;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Reads the ranges that attribute classes declare for their properties.</summary>
internal static class RangeReader
{
    /// <summary>The range of a hyperparameter, wherever among the bases it is declared; all numbers where it has none.</summary>
    public static ValueRange Of(INamedTypeSymbol owner, string hyper) => Find(owner, hyper) ?? ValueRange.Numbers;

    /// <summary>The range of a property by its name; null where it has none.</summary>
    public static ValueRange? Find(INamedTypeSymbol owner, string property)
    {
        for (INamedTypeSymbol? type = owner; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(property).OfType<IPropertySymbol>().FirstOrDefault()?.Attribute(KnownNames.ValidRange) is AttributeData range) return Read(range);
        }
        return null;
    }

    private static ValueRange Read(AttributeData range)
    {
        double Number(string name, double none) => range.Named<double>(name) ?? none;
        return new(
            Number("minimum", double.NegativeInfinity), Number("maximum", double.PositiveInfinity), range.Named<bool>("MinimumIsExclusive") ?? false, range.Named<bool>("MaximumIsExclusive") ?? false,
            range.Text("IfBelow"), range.Text("IfAbove"), Number("Usual", double.NaN));
    }
}
