using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace OptimizerDsl.CodeFixes.Editing;

/// <summary>Removes parameters and hyperparameters that nothing uses, with what is written into them.</summary>
internal static class UnusedEdits
{
    // The parameter and its gradient, or its average, belong to the form of the method.
    private const int FixedParameters = 2;

    /// <summary>The changes; none where something would be left that does not compile.</summary>
    public static async Task<IReadOnlyList<DocumentChange>> RemoveAsync(Document document, SyntaxNode root, SemanticModel model, TextSpan span, CancellationToken cancellation)
    {
        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return root.FindToken(span.Start).Parent switch
        {
            ParameterSyntax parameter => Remove(parameter, text, model, cancellation).Select(change => new DocumentChange(document.Id, change)).ToArray(),
            PropertyDeclarationSyntax property => [new(document.Id, new(Whole(property, text), "")), .. await ArgumentsAsync(document, model.GetDeclaredSymbol(property, cancellation)!, cancellation).ConfigureAwait(false)],
            _ => [],
        };
    }

    private static IEnumerable<TextChange> Remove(ParameterSyntax parameter, SourceText text, SemanticModel model, CancellationToken cancellation)
    {
        if (parameter is not { Parent: ParameterListSyntax { Parent: MethodDeclarationSyntax method } list } || list.Parameters.IndexOf(parameter) < FixedParameters) return [];
        ISymbol symbol = model.GetDeclaredSymbol(parameter, cancellation)!;
        bool IsUse(SyntaxNode node) => node is IdentifierNameSyntax name && name.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, symbol);

        // State may feed itself; a statement that feeds anything else keeps its parameter.
        ExpressionStatementSyntax?[] statements = method.DescendantNodes().Where(IsUse).Select(use => use.FirstAncestorOrSelf<ExpressionStatementSyntax>()).Distinct().ToArray();
        if (!statements.All(s => s is { Parent: BlockSyntax, Expression: AssignmentExpressionSyntax assignment } && IsUse(assignment.Left))) return [];
        return statements.Select(s => new TextChange(text.Removal(s!.Span), ""))
            .Append(new(AttributeArguments.WithComma(list.Parameters, parameter), ""))
            .Concat(Documentation(method, symbol.Name).Select(element => new TextChange(LinesOf(element, text), "")));
    }

    private static IEnumerable<XmlElementSyntax> Documentation(MethodDeclarationSyntax method, string parameter) => method.DescendantNodes(descendIntoTrivia: true).OfType<XmlElementSyntax>()
        .Where(e => e.StartTag.Attributes.OfType<XmlNameAttributeSyntax>().Any(a => a.Identifier.Identifier.ValueText == parameter));

    /// <summary>The lines of an element of a documentation comment.</summary>
    private static TextSpan LinesOf(XmlElementSyntax element, SourceText text) => TextSpan.FromBounds(
        text.Lines.GetLineFromPosition(element.SpanStart).Start, text.Lines.GetLineFromPosition(element.Span.End).EndIncludingLineBreak);

    /// <summary>A member with its comments, and one of the blank lines around it.</summary>
    private static TextSpan Whole(PropertyDeclarationSyntax property, SourceText text)
    {
        TextSpan whole = text.Removal(property.Span);
        if (property.FullSpan.Start < whole.Start) whole = TextSpan.FromBounds(property.FullSpan.Start, whole.End);
        bool isFirst = property.Parent is TypeDeclarationSyntax type && type.Members[0] == property;
        TextLine next = text.Lines.GetLineFromPosition(whole.End);
        return isFirst && next.Start == whole.End && next.ToString().Trim().Length == 0 ? TextSpan.FromBounds(whole.Start, next.EndIncludingLineBreak) : whole;
    }

    /// <summary>Removes the property from the recipes that set it.</summary>
    private static async Task<IEnumerable<DocumentChange>> ArgumentsAsync(Document document, ISymbol property, CancellationToken cancellation)
    {
        IEnumerable<ReferencedSymbol> found = await SymbolFinder.FindReferencesAsync(property, document.Project.Solution, cancellation).ConfigureAwait(false);
        return found.SelectMany(f => f.Locations)
            .Select(l => (l.Document.Id, Argument: l.Location.SourceTree?.GetRoot(cancellation).FindToken(l.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<AttributeArgumentSyntax>()))
            .Where(l => l.Argument?.NameEquals?.Name.Identifier.ValueText == property.Name)
            .Select(l => new DocumentChange(l.Id, AttributeArguments.Remove(l.Argument!)));
    }
}
