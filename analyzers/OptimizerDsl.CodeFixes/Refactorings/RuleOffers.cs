using System.Globalization;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;

namespace OptimizerDsl.CodeFixes.Refactorings;

/// <summary>Other rules in the place of one, as far as its author names them.</summary>
internal static class RuleOffers
{
    public static IEnumerable<Offer> Of(RecipeFacts recipe, GroupFacts group, Compilation compilation, AttributeNames names, CancellationToken cancellation)
    {
        AttributeData written = group.Attribute!;
        int number = recipe.Places.Number(written);
        if (group.Rule.Traits.Decoupled is INamedTypeSymbol decoupled) yield return new($"Use {decoupled.ShortName()}", [.. Replace(written, decoupled, number, names)]);
        foreach (AttributeData conversion in written.AttributeClass!.GetAttributes().Where(a => a.AttributeClass.Is(KnownNames.ConvertsTo)))
        {
            if (conversion.ConstructorArguments is not [{ Kind: TypedConstantKind.Type, Value: INamedTypeSymbol target }]) continue;
            yield return new($"Convert to {target.ShortName()}", [.. Replace(written, target, number, names), .. Scale(group, conversion, target, number, compilation, cancellation)]);
        }
    }

    /// <summary>The other rule's name, and no argument that it does not know.</summary>
    private static IEnumerable<Fix> Replace(AttributeData written, INamedTypeSymbol target, int number, AttributeNames names)
    {
        bool isNeighbour = SymbolEqualityComparer.Default.Equals(target.ContainingNamespace, written.AttributeClass!.ContainingNamespace);
        yield return new(FixKind.Rename, number, isNeighbour ? target.ShortName() : names.Of(target), "");
        foreach (string name in Arguments.Of(written).Keys.Where(name => !HasProperty(target, name))) yield return new(FixKind.RemoveArgument, number, "", "") { Argument = name };
    }

    /// <summary>What is worth another number under the other rule.</summary>
    private static IEnumerable<Fix> Scale(GroupFacts group, AttributeData conversion, INamedTypeSymbol target, int number, Compilation compilation, CancellationToken cancellation)
    {
        foreach (KeyValuePair<string, TypedConstant> factor in conversion.NamedArguments)
        {
            bool isRate = factor.Key == KnownNames.LearningRate;
            if ((isRate ? group.Model.LearningRate : group.Hyper(factor.Key)) is not double value || factor.Value.Value is not double by || !HasProperty(target, factor.Key)) continue;
            // Factors of ten leave traces in the last digits that nobody would write.
            double scaled = double.Parse((value * by).ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            double? usual = isRate ? SafeRate.Of(target).Usual
                : FragmentReader.Read(target, compilation, cancellation)?.Hypers.FirstOrDefault(h => h.Name == factor.Key)?.Default[0].AsDouble;
            if (scaled == usual && !Arguments.Of(group.Attribute!).ContainsKey(factor.Key)) continue;
            yield return new(FixKind.SetArgument, number, Numbers.Text(scaled), "") { Argument = factor.Key };
        }
    }

    private static bool HasProperty(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers().Any(m => m is IPropertySymbol { SetMethod: not null } && string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase))) return true;
        }
        return false;
    }
}
