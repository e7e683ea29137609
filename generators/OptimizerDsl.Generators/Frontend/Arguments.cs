using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Frontend;

/// <summary>What is written in an attribute.</summary>
internal static class Arguments
{
    /// <summary>The arguments by property name; a constructor parameter stands for the property of its name.</summary>
    public static IReadOnlyDictionary<string, TypedConstant> Of(AttributeData attribute)
    {
        var result = new Dictionary<string, TypedConstant>(StringComparer.OrdinalIgnoreCase);
        if (attribute.AttributeConstructor is { } constructor)
        {
            for (int i = 0; i < constructor.Parameters.Length && i < attribute.ConstructorArguments.Length; i++)
            {
                result[constructor.Parameters[i].Name] = attribute.ConstructorArguments[i];
            }
        }
        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments) result[named.Key] = named.Value;
        return result;
    }

    /// <summary>One of <see cref="Of"/>.</summary>
    public static bool TryFind(AttributeData attribute, string name, out TypedConstant value)
    {
        ImmutableArray<KeyValuePair<string, TypedConstant>> named = attribute.NamedArguments;
        for (int i = named.Length - 1; i >= 0; i--)
        {
            if (!string.Equals(named[i].Key, name, StringComparison.OrdinalIgnoreCase)) continue;
            value = named[i].Value;
            return true;
        }
        value = default;
        if (attribute.AttributeConstructor is not { } constructor) return false;
        for (int i = Math.Min(constructor.Parameters.Length, attribute.ConstructorArguments.Length) - 1; i >= 0; i--)
        {
            if (!string.Equals(constructor.Parameters[i].Name, name, StringComparison.OrdinalIgnoreCase)) continue;
            value = attribute.ConstructorArguments[i];
            return true;
        }
        return false;
    }

    /// <summary>Whether C# refuses what stands in an attribute: a missing value, a wrong type, a property that does not exist.</summary>
    public static bool IsBroken(AttributeData attribute, CancellationToken cancellation) =>
        attribute.AttributeConstructor is null
        || attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.Value)).Any(a => a.Kind == TypedConstantKind.Error)
        || attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax
            && (syntax.ContainsDiagnostics || (syntax.ArgumentList?.Arguments.Count(a => a.NameEquals is not null) ?? 0) != attribute.NamedArguments.Length);

    /// <summary>A named argument's value; null where it is not written, or not of the type.</summary>
    public static T? Named<T>(this AttributeData? attribute, string name)
        where T : struct =>
        attribute is not null && TryFind(attribute, name, out TypedConstant value) && value.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum && value.Value is T typed ? typed : null;

    public static string? Text(this AttributeData attribute, string name) =>
        TryFind(attribute, name, out TypedConstant value) && value.Kind == TypedConstantKind.Primitive ? value.Value as string : null;

    /// <summary>The constants of an argument: one, or an array's items; null where they are not of the type.</summary>
    public static EquatableArray<Constant>? Constants(TypedConstant argument, IrType type)
    {
        if (type.ItemType() is not IrType item)
        {
            return argument.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum && One(argument, type) is Constant value ? new EquatableArray<Constant>(value) : null;
        }
        if (argument.Kind != TypedConstantKind.Array || argument.IsNull) return argument.IsNull && argument.Kind != TypedConstantKind.Error ? default(EquatableArray<Constant>) : null;
        Constant?[] items = argument.Values.Select(v => One(v, item)).ToArray();
        return items.Any(i => i is null) ? null : items.Select(i => i!).ToEquatableArray();
    }

    /// <summary>"Name(Property = 0.0003)": the attribute as its author wrote it, in one form.</summary>
    public static string Label(AttributeData attribute)
    {
        IEnumerable<string> arguments = attribute.ConstructorArguments.Select(Text).Concat(attribute.NamedArguments.Select(a => $"{a.Key} = {Text(a.Value)}"));
        string list = string.Join(", ", arguments);
        return attribute.AttributeClass!.ShortName() + (list.Length == 0 ? "" : "(" + list + ")");
    }

    private static Constant? One(TypedConstant argument, IrType type) =>
        argument.Kind != TypedConstantKind.Array && Symbols.ToConstant(argument.Value) is Constant constant ? Hyperparameters.Coerce(constant, type) : null;

    private static string Text(TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Error } => "?",
        { IsNull: true } => "null",
        { Kind: TypedConstantKind.Array } => "[" + string.Join(", ", constant.Values.Select(Text)) + "]",
        { Kind: TypedConstantKind.Primitive, Value: double number } => Formula.Print(Constant.Double(number)),
        // Escaped, for a line end in a text would end the comment that the label stands in.
        { Kind: TypedConstantKind.Primitive, Value: string text } => SymbolDisplay.FormatLiteral(text, quote: true),
        { Kind: TypedConstantKind.Primitive, Value: char letter } => SymbolDisplay.FormatLiteral(letter, quote: true),
        { Kind: TypedConstantKind.Primitive, Value: not bool and IFormattable value } => value.ToString(null, CultureInfo.InvariantCulture),
        _ => constant.ToCSharpString(),
    };
}
