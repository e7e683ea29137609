using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using OptimizerDsl.Analyzers.Judging;

namespace OptimizerDsl.CodeFixes.Editing;

/// <summary>A fix at the attribute that it changes: where that begins, and which class it is of.</summary>
internal sealed record AttributeEdit(int Start, AttributeData Data, Fix Fix)
{
    /// <summary>
    /// Makes edits of one document, each in the text that those before have left: from the end to the beginning, so that all
    /// starts stay right, and the arguments of an attribute before its name and surroundings.
    /// </summary>
    public static SourceText Apply(SyntaxTree tree, IEnumerable<AttributeEdit> edits, CancellationToken cancellation)
    {
        SourceText text = tree.GetText(cancellation);
        foreach (IGrouping<int, AttributeEdit> ofAttribute in edits.GroupBy(e => e.Start).OrderByDescending(g => g.Key))
        {
            // What is removed needs no other change.
            AttributeEdit[] distinct = ofAttribute.GroupBy(e => (e.Fix.Kind, e.Fix.Argument, e.Fix.Kind == FixKind.InsertBefore ? e.Fix.Text : "")).Select(g => g.First()).ToArray();
            AttributeEdit[] needed = distinct.Where(e => e.Fix.Kind == FixKind.RemoveAttribute) is var removals && removals.Any() ? removals.ToArray() : distinct;
            foreach (AttributeEdit edit in needed.OrderBy(e => Rank(e.Fix.Kind)))
            {
                tree = tree.WithChangedText(text);
                var attribute = tree.GetRoot(cancellation).FindToken(edit.Start).Parent?.FirstAncestorOrSelf<AttributeSyntax>();
                if (attribute?.SpanStart == edit.Start && edit.ChangeOf(attribute, text) is TextChange change) text = text.WithChanges(change);
            }
        }
        return text;
    }

    private static int Rank(FixKind kind) => kind switch { FixKind.SetArgument => 0, FixKind.RemoveArgument => 1, FixKind.Rename => 2, _ => 3 };

    private TextChange? ChangeOf(AttributeSyntax attribute, SourceText text) => Fix.Kind switch
    {
        FixKind.SetArgument => AttributeArguments.Set(attribute, Find(attribute), Fix.Argument, Fix.Text),
        FixKind.RemoveArgument => Find(attribute) is AttributeArgumentSyntax written ? AttributeArguments.Remove(written) : null,
        FixKind.RemoveAttribute => Remove(attribute, text),
        FixKind.InsertBefore => InsertBefore(attribute, text),
        FixKind.Rename => Rename(attribute.Name),
        _ => null,
    };

    private AttributeArgumentSyntax? Find(AttributeSyntax attribute) => Data.AttributeConstructor is IMethodSymbol constructor ? RecipePlaces.Argument(attribute, constructor, Fix.Argument) : null;

    private TextChange Rename(NameSyntax written)
    {
        SimpleNameSyntax name = LastOf(written);
        const string Suffix = nameof(Attribute);
        bool isSpelledOut = name.Identifier.ValueText.EndsWith(Suffix, StringComparison.Ordinal) && !Fix.Text.EndsWith(Suffix, StringComparison.Ordinal);
        return new(IsQualified(Fix.Text) ? written.Span : name.Span, Fix.Text + (isSpelledOut ? Suffix : ""));
    }

    private static TextChange Remove(AttributeSyntax attribute, SourceText text)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1) return new(AttributeArguments.WithComma(list.Attributes, attribute), "");
        TextSpan gone = text.Removal(list.Span);
        TextLine line = text.Lines.GetLineFromPosition(list.SpanStart);
        // Comments right above are the attribute's, save those of the class above its first one.
        if (gone.Start == line.Start && !IsFirst(list)) gone = TextSpan.FromBounds(text.Lines[text.FirstCommentAbove(line.LineNumber)].Start, gone.End);
        return new(gone, "");
    }

    private TextChange InsertBefore(AttributeSyntax attribute, SourceText text)
    {
        string inserted = Fix.Text.StartsWith("[", StringComparison.Ordinal) ? Fix.Text.Substring(1, Fix.Text.Length - 2) : Fix.Text;
        string name = inserted.Split('(')[0].Trim();
        SimpleNameSyntax last = LastOf(attribute.Name);
        // In a file that spells out where attributes come from, a short name might be found nowhere.
        if (last != attribute.Name && !IsQualified(name) && Data.AttributeClass?.ContainingNamespace.GetTypeMembers(name + nameof(Attribute)).Any() == true)
        {
            inserted = attribute.Name.ToString().Substring(0, last.SpanStart - attribute.Name.SpanStart) + inserted;
        }

        var list = (AttributeListSyntax)attribute.Parent!;
        // Among others in one list, it stands between them, for the order counts.
        if (list.Attributes.IndexOf(attribute) > 0) return new(new TextSpan(attribute.SpanStart, 0), inserted + ", ");
        TextLine line = text.Lines.GetLineFromPosition(list.SpanStart);
        string before = text.ToString(TextSpan.FromBounds(line.Start, list.SpanStart));
        if (before.Trim().Length > 0) return new(new TextSpan(list.SpanStart, 0), $"[{inserted}] ");
        int first = IsFirst(list) ? line.LineNumber : text.FirstCommentAbove(line.LineNumber);
        return new(new TextSpan(text.Lines[first].Start, 0), $"{before}[{inserted}]{text.LineBreak()}");
    }

    private static bool IsFirst(AttributeListSyntax list) => list.Parent is MemberDeclarationSyntax declaration && declaration.AttributeLists[0] == list;

    private static bool IsQualified(string name) => name.IndexOfAny(['.', ':']) >= 0;

    private static SimpleNameSyntax LastOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax qualified => qualified.Name,
        _ => (SimpleNameSyntax)name,
    };
}
