using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Generators.Frontend;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>Where in the source a recipe's fragments and their arguments stand, which the model does not know.</summary>
internal sealed class RecipePlaces(INamedTypeSymbol recipe, CancellationToken cancellation)
{
    private readonly AttributeData[] _fragments = RecipeParser.FragmentsOf(recipe).ToArray();
    // Generated code has attributes of its own, which are there in a build, and may not be in an editor.
    private readonly AttributeData[] _all = recipe.GetAttributes()
        .Where(a => a.ApplicationSyntaxReference?.SyntaxTree.FilePath.EndsWith(Names.HintName(recipe, ""), StringComparison.Ordinal) != true)
        .OrderBy(a => a.ApplicationSyntaxReference?.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(a => a.ApplicationSyntaxReference?.Span.Start ?? 0).ToArray();

    /// <summary>All of the recipe's attributes, in the order of the source; fixes count by it.</summary>
    public IReadOnlyList<AttributeData> All => _all;

    /// <summary>A fragment's attribute by its place in the model; null for a recipe that is its own rule.</summary>
    public AttributeData? Fragment(int index) => index >= 0 && index < _fragments.Length ? _fragments[index] : null;

    /// <summary>A fragment's place in the model by its attribute; -1 where that is no fragment.</summary>
    public int Index(AttributeData attribute) => Array.IndexOf(_fragments, attribute);

    /// <summary>The place of an attribute in the order of the source.</summary>
    public int Number(AttributeData? attribute) => attribute is null ? -1 : Array.IndexOf(_all, attribute);

    /// <summary>The attribute of one of the library's classes that are no fragments.</summary>
    public AttributeData? Find(string attributeClass) => _all.FirstOrDefault(a => a.AttributeClass.Is(attributeClass));

    /// <summary>The argument where it is written, else the attribute, else the recipe's name.</summary>
    public Location Of(AttributeData? attribute, string? argument = null)
    {
        if (attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax) return recipe.Place() ?? Location.None;
        return Argument(attribute, syntax, argument)?.GetLocation() ?? syntax.GetLocation();
    }

    /// <summary>An item of an array where it is written out, else its argument.</summary>
    public Location OfItem(AttributeData attribute, string argument, int item)
    {
        AttributeArgumentSyntax? written = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax ? Argument(attribute, syntax, argument) : null;
        IReadOnlyList<ExpressionSyntax>? items = written is null ? null : Hyperparameters.ItemsOf(written.Expression);
        return items is not null && item < items.Count ? items[item].GetLocation() : Of(attribute, argument);
    }

    private static AttributeArgumentSyntax? Argument(AttributeData attribute, AttributeSyntax syntax, string? argument) =>
        argument is not null && attribute.AttributeConstructor is { } constructor ? Argument(syntax, constructor, argument) : null;

    /// <summary>Where an argument is written, by its name or in the place of the constructor's parameter of that name.</summary>
    public static AttributeArgumentSyntax? Argument(AttributeSyntax attribute, IMethodSymbol constructor, string argument)
    {
        int position = 0;
        foreach (AttributeArgumentSyntax written in attribute.ArgumentList?.Arguments ?? default)
        {
            string? name = written.NameEquals?.Name.Identifier.ValueText ?? written.NameColon?.Name.Identifier.ValueText
                ?? (position < constructor.Parameters.Length ? constructor.Parameters[position].Name : null);
            if (written.NameEquals is null) position++;
            if (string.Equals(name, argument, StringComparison.OrdinalIgnoreCase)) return written;
        }
        return null;
    }
}
