using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Emit;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Reads a schedule's attribute into the C# that makes the same object, and checks that its phase can end.</summary>
internal static class ScheduleReader
{
    public static ScheduleUse Read(AttributeData attribute, bool isLast, Compilation compilation, IssueSink sink, CancellationToken cancellation)
    {
        INamedTypeSymbol type = attribute.AttributeClass!;
        IReadOnlyDictionary<string, TypedConstant> written = RecipeParser.Arguments(attribute);
        bool isBroken = RecipeParser.IsBroken(attribute, cancellation);
        bool hasLength = isBroken || written.TryGetValue(KnownNames.Steps, out TypedConstant steps) && steps.Scalar() is not (0L or 0 or null);
        if (!hasLength && !isLast)
        {
            sink.Report(IssueIds.NoLength, attribute.Place(cancellation), $"{type.ShortName()} has no length, so the schedule after it would never begin. Set its Steps.");
        }
        else if (!hasLength && UsesSteps(type, compilation, cancellation))
        {
            sink.Report(IssueIds.NoLength, attribute.Place(cancellation), $"{type.ShortName()} is computed from its length, and has none. Set its Steps.");
        }

        string name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        string positional = string.Join(", ", attribute.ConstructorArguments.Select(Value));
        string named = string.Join(", ", attribute.NamedArguments.Select(a => $"{NameScope.Escape(a.Key)} = {Value(a.Value)}"));
        if (isBroken) sink.Fail();
        return new(RecipeParser.Label(attribute), $"new {name}({positional}){(named.Length == 0 ? "" : " { " + named + " }")}");
    }

    private static bool UsesSteps(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        FragmentReader.Read(type, compilation, cancellation)?.Find(KnownNames.ScaleAt) is Method method
        && method.Lets.Select(l => l.Value).Concat(method.Outputs.Select(o => o.Value)).SelectMany(e => e.Descendants()).Any(e => e is Hyper { Name: KnownNames.Steps });

    private static string Value(TypedConstant constant)
    {
        if (constant.IsNull || constant.Kind == TypedConstantKind.Error) return "default!";
        switch (constant.Kind)
        {
            case TypedConstantKind.Array:
                string element = ((IArrayTypeSymbol)constant.Type!).ElementType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
                return $"new {element}[] {{ {string.Join(", ", constant.Values.Select(Value))} }}";
            case TypedConstantKind.Enum:
                return $"({constant.Type!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})({System.Convert.ToString(constant.Value, System.Globalization.CultureInfo.InvariantCulture)})";
            case TypedConstantKind.Type:
                return $"typeof({((ITypeSymbol)constant.Value!).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})";
            default:
                return constant.Value switch
                {
                    double number => NumberText.CSharp(number),
                    float number => NumberText.CSharp(number),
                    bool flag => flag ? "true" : "false",
                    string text => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true),
                    char letter => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(letter, quote: true),
                    var integer => System.Convert.ToString(integer, System.Globalization.CultureInfo.InvariantCulture),
                };
        }
    }
}
