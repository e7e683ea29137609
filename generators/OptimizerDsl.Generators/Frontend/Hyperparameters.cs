using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>Which properties of an attribute class are hyperparameters, and what they default to.</summary>
internal static class Hyperparameters
{
    public static IrType? TypeOf(IPropertySymbol property) => property.Type is IArrayTypeSymbol { Rank: 1 } array
        ? array.ElementType.SpecialType switch
        {
            SpecialType.System_Double => IrType.DoubleArray,
            SpecialType.System_Int64 => IrType.LongArray,
            _ => null,
        }
        : property.Type.UniformType();

    /// <summary>
    /// A hyperparameter is a property that holds a value: settable, or set by the constructor parameter of its name. A property
    /// that computes something is inlined instead.
    /// </summary>
    public static bool IsDeclared(IPropertySymbol property) =>
        !property.IsStatic && !property.IsIndexer && TypeOf(property) is not null && !IsKnowledge(property) && (property.SetMethod is not null || IsAutomatic(property));

    /// <summary>The hyperparameters of an attribute class and of its bases, in order of declaration, without the rule's LearningRate.</summary>
    public static IEnumerable<IPropertySymbol> Of(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? t = type; t is not null && t.SpecialType != SpecialType.System_Object && !t.Is("System.Attribute"); t = t.BaseType) chain.Push(t);
        foreach (INamedTypeSymbol declaring in chain)
        {
            foreach (IPropertySymbol property in declaring.GetMembers().OfType<IPropertySymbol>())
            {
                bool isRate = property.Name == KnownNames.LearningRate && declaring.Is(KnownNames.UpdateRule);
                if (!isRate && IsDeclared(property)) yield return property;
            }
        }
    }

    /// <summary>The hyperparameters of a recipe that is its own rule: its partial properties, which are tunable.</summary>
    public static IEnumerable<IPropertySymbol> OfRecipe(INamedTypeSymbol recipe) =>
        recipe.GetMembers().OfType<IPropertySymbol>().Where(p => p.IsPartialDefinition && IsDeclared(p));

    public static EquatableArray<Constant> DefaultOf(IPropertySymbol property, Compilation compilation, CancellationToken cancellation)
    {
        IrType type = TypeOf(property)!.Value;
        // Unset, an array is empty.
        EquatableArray<Constant> zero = type.ItemType() is null ? new(new Constant(type, 0)) : default;
        // Properties of other assemblies have no initializer to read; the library's bases leave theirs at zero.
        if (!SymbolEqualityComparer.Default.Equals(property.ContainingAssembly, compilation.Assembly)) return zero;
        foreach (SyntaxReference reference in property.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is not PropertyDeclarationSyntax { Initializer.Value: { } value }) continue;
            SemanticModel model = compilation.GetSemanticModel(value.SyntaxTree);
            if (type.ItemType() is IrType item)
            {
                Constant?[]? items = ItemsOf(value)?.Select(i => Symbols.ToConstant(model.GetConstantValue(i, cancellation).Value) is Constant one ? Coerce(one, item) : null).ToArray();
                return items is null || items.Any(i => i is null) ? zero : items.Select(i => i!).ToEquatableArray();
            }
            Optional<object?> constant = model.GetConstantValue(value, cancellation);
            if (constant.HasValue && Symbols.ToConstant(constant.Value) is Constant found) return Coerce(found, type) is Constant coerced ? new(coerced) : zero;
        }
        return zero;
    }

    /// <summary>The items of an array that is written out; null where it is anything else.</summary>
    public static IReadOnlyList<ExpressionSyntax>? ItemsOf(ExpressionSyntax value) => value switch
    {
        CollectionExpressionSyntax list when list.Elements.All(e => e is ExpressionElementSyntax) => list.Elements.Select(e => ((ExpressionElementSyntax)e).Expression).ToArray(),
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        InitializerExpressionSyntax initializer => initializer.Expressions,
        _ => null,
    };

    /// <summary>An integer written for a double property is that double.</summary>
    public static Constant? Coerce(Constant value, IrType type) =>
        value.Type == type ? value
        : value.Type == IrType.Long && type == IrType.Double ? Constant.Double(value.Bits)
        : null;

    /// <summary>What a fragment says about its hyperparameters is none of them; in metadata the two look alike.</summary>
    private static bool IsKnowledge(IPropertySymbol property) =>
        property.SetMethod is null && (property.Name == KnownNames.RecommendedWarmup || property.Attribute(KnownNames.Constraint) is not null);

    private static bool IsAutomatic(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property))
        || property.DeclaringSyntaxReferences.IsEmpty;
}
