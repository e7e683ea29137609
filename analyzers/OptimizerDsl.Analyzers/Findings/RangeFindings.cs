using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>002, 004, 304 and 311: values outside of the range that their property declares.</summary>
internal static class RangeFindings
{
    public static IEnumerable<Finding> Of(RecipeFacts recipe) => recipe.Places.All.SelectMany(a => OfArguments(recipe, a)).Concat(OfOwnRule(recipe));

    /// <summary>Whether all that is written in an attribute lies in its range: what follows from a value outside needs no word of its own.</summary>
    public static bool IsSound(RecipeFacts recipe, AttributeData? attribute) => attribute is null ? !OfOwnRule(recipe).Any() : recipe.IsSound(attribute, a => !OfArguments(recipe, a).Any());

    private static IEnumerable<Finding> OfArguments(RecipeFacts recipe, AttributeData attribute)
    {
        INamedTypeSymbol type = attribute.AttributeClass!;
        IReadOnlyDictionary<string, TypedConstant> written = Arguments.Of(attribute);
        foreach (IPropertySymbol property in PropertiesOf(type))
        {
            if (!written.TryGetValue(property.Name, out TypedConstant argument) || RangeReader.Find(type, property.Name) is not ValueRange range) continue;
            bool isArray = argument.Kind == TypedConstantKind.Array;
            TypedConstant[] values = !isArray ? [argument] : argument.IsNull ? [] : [.. argument.Values];
            for (int i = 0; i < values.Length; i++)
            {
                if (NumberOf(values[i]) is not double value || range.Contains(value)) continue;
                yield return new(
                    IdOf(type, property), DiagnosticSeverity.Error,
                    isArray ? recipe.Places.OfItem(attribute, property.Name, i) : recipe.Places.Of(attribute, property.Name),
                    range.Outside(isArray ? $"{property.Name}[{Numbers.Text(i)}]" : property.Name, value, type.ShortName()),
                    isArray ? [] : FixesOf(recipe, attribute, property.Name, range, value));
            }
        }
    }

    /// <summary>A recipe that is its own rule says with what its tunables begin.</summary>
    private static IEnumerable<Finding> OfOwnRule(RecipeFacts recipe)
    {
        if (recipe.Groups.All(g => g.Attribute is not null)) yield break;
        foreach (TunableModel tunable in recipe.Model.Tunables.Where(t => t.Owner == recipe.Recipe.ShortName() && t.Initial.Type != IrType.Bool))
        {
            double value = tunable.Initial.Type == IrType.Long ? tunable.Initial.Bits : tunable.Initial.AsDouble;
            if (tunable.Range.Contains(value) || recipe.Recipe.GetMembers(tunable.Name).FirstOrDefault() is not IPropertySymbol property) continue;
            Location? place = property.Attribute(KnownNames.Tunable) is AttributeData initial ? recipe.Places.Of(initial, "Initial") : property.Place();
            yield return new("ODSL002", DiagnosticSeverity.Error, place ?? Location.None, tunable.Range.Outside(tunable.Name, value, recipe.Recipe.Name));
        }
    }

    private static IEnumerable<IPropertySymbol> PropertiesOf(INamedTypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (IPropertySymbol property in current.GetMembers().OfType<IPropertySymbol>().Where(p => seen.Add(p.Name))) yield return property;
        }
    }

    private static string IdOf(INamedTypeSymbol type, IPropertySymbol property) => type.KindOfFragment() switch
    {
        FragmentKind.Rule or FragmentKind.Averaging => "ODSL002",
        FragmentKind.MetricSchedule => "ODSL311",
        FragmentKind.Schedule when property.Attribute(KnownNames.DecayFactor) is not null => "ODSL304",
        _ => "ODSL004",
    };

    private static double? NumberOf(TypedConstant argument) => Symbols.ToConstant(argument.Scalar()) switch
    {
        { Type: IrType.Double } constant => constant.AsDouble,
        { Type: IrType.Long } constant => constant.Bits,
        _ => null,
    };

    private static Fix[] FixesOf(RecipeFacts recipe, AttributeData attribute, string name, ValueRange range, double value)
    {
        int number = recipe.Places.Number(attribute);
        double? better = !double.IsNaN(range.Usual) ? range.Usual
            : recipe.UseOf(attribute)?.DefaultOf(name) is double initial && range.Contains(initial) ? initial
            : range.Contains(range.Minimum) && value < range.Minimum ? range.Minimum
            : range.Contains(range.Maximum) && value > range.Maximum ? range.Maximum
            : null;
        if (better is double inside) return [new(FixKind.SetArgument, number, Numbers.Text(inside), $"Set {name} to {Numbers.Text(inside)}") { Argument = name }];
        bool isNamed = attribute.NamedArguments.Any(a => a.Key == name);
        return isNamed ? [new(FixKind.RemoveArgument, number, "", $"Remove {name}") { Argument = name }] : [];
    }
}
