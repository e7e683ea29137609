using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Questions to Roslyn's symbols that the front end asks in many places.</summary>
internal static class Symbols
{
    /// <summary>Whether a type that is not nested has a full name. Asked of very many types, so no name is put together for it.</summary>
    public static bool Is(this ITypeSymbol? type, string fullName) => type is INamedTypeSymbol { ContainingType: null } and not IErrorTypeSymbol
        && fullName.EndsWith(type.Name, StringComparison.Ordinal) && IsIn(type.ContainingNamespace, fullName, fullName.Length - type.Name.Length);

    /// <summary>Which kind of fragment an attribute class is, if any.</summary>
    public static FragmentKind? KindOfFragment(this INamedTypeSymbol? type)
    {
        for (INamedTypeSymbol? current = type?.BaseType; current is not null; current = current.BaseType)
        {
            if (KindOfBase(current) is FragmentKind kind) return kind;
        }
        return null;
    }

    private static FragmentKind? KindOfBase(INamedTypeSymbol type) =>
        type.Is(KnownNames.UpdateRule) ? FragmentKind.Rule
        : type.Is(KnownNames.GradientTransform) ? FragmentKind.Transform
        : type.Is(KnownNames.Gate) ? FragmentKind.Gate
        : type.Is(KnownNames.Averaging) ? FragmentKind.Averaging
        : type.Is(KnownNames.Observer) ? FragmentKind.Observer
        : type.Is(KnownNames.Schedule) ? FragmentKind.Schedule
        : type.Is(KnownNames.MetricSchedule) ? FragmentKind.MetricSchedule
        : null;

    /// <summary>Whether the first letters of a full name are those of a namespace, and a dot.</summary>
    private static bool IsIn(INamespaceSymbol? space, string fullName, int length)
    {
        if (space is null || space.IsGlobalNamespace) return length == 0;
        int start = length - 1 - space.Name.Length;
        return start >= 0 && fullName[length - 1] == '.' && string.CompareOrdinal(fullName, start, space.Name, 0, space.Name.Length) == 0 && IsIn(space.ContainingNamespace, fullName, start);
    }

    /// <summary>The assembly that a fragment's base class comes from.</summary>
    public static IAssemblySymbol? LibraryOfFragment(this INamedTypeSymbol type)
    {
        INamedTypeSymbol? current = type;
        while (current.KindOfFragment() is not null) current = current!.BaseType;
        return current?.ContainingAssembly;
    }

    public static AttributeData? Attribute(this ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass.Is(fullName));

    /// <summary>The name as users write it in a recipe: without "Attribute".</summary>
    public static string ShortName(this INamedTypeSymbol attribute)
    {
        const string Suffix = "Attribute";
        string name = attribute.Name;
        return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>An attribute argument that is no array: asking an array for its value throws.</summary>
    public static object? Scalar(this TypedConstant constant) => constant.Kind == TypedConstantKind.Array ? null : constant.Value;

    public static Location? Place(this ISymbol symbol) => symbol.Locations.FirstOrDefault(l => l.IsInSource);

    public static Location? Place(this AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();

    /// <summary>The IR type of a uniform value of this C# type, if it has one.</summary>
    public static IrType? UniformType(this ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Double } => IrType.Double,
        { SpecialType: SpecialType.System_Int64 } => IrType.Long,
        { SpecialType: SpecialType.System_Boolean } => IrType.Bool,
        { TypeKind: TypeKind.Enum } => IrType.Long,
        _ => null,
    };

    /// <summary>A compile-time constant as IR; null where the language has no such value.</summary>
    public static Constant? ToConstant(object? value) => value switch
    {
        double d => Constant.Double(d),
        float f => Constant.Double(f),
        bool b => Constant.Bool(b),
        long or int or short or sbyte or byte or ushort or uint or char => Constant.Long(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
        ulong u when u <= long.MaxValue => Constant.Long((long)u),
        _ => null,
    };
}
