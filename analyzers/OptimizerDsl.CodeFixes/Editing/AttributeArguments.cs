using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace OptimizerDsl.CodeFixes.Editing;

/// <summary>Changes of what stands between an attribute's parentheses.</summary>
internal static class AttributeArguments
{
    /// <summary>Gives the argument that is written another value; where none is, adds one by its name.</summary>
    public static TextChange Set(AttributeSyntax attribute, AttributeArgumentSyntax? written, string name, string value)
    {
        if (written is not null) return new(written.Expression.Span, value);
        return attribute.ArgumentList switch
        {
            null => Insert(attribute.Name.Span.End, $"({name} = {value})"),
            { Arguments.Count: 0 } empty => Insert(empty.OpenParenToken.Span.End, $"{name} = {value}"),
            { Arguments: var arguments } => Insert(arguments.Last().Span.End, $", {name} = {value}"),
        };
    }

    /// <summary>Removes an argument, and with the only one the parentheses.</summary>
    public static TextChange Remove(AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        return new(list.Arguments.Count == 1 ? list.Span : WithComma(list.Arguments, argument), "");
    }

    /// <summary>One of several items with the comma that goes when it goes.</summary>
    public static TextSpan WithComma<T>(SeparatedSyntaxList<T> items, T item)
        where T : SyntaxNode
    {
        int place = items.IndexOf(item);
        return place < items.Count - 1 ? TextSpan.FromBounds(item.SpanStart, items[place + 1].SpanStart) : TextSpan.FromBounds(items[place - 1].Span.End, item.Span.End);
    }

    private static TextChange Insert(int position, string text) => new(new TextSpan(position, 0), text);
}
