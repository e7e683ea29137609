using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;

namespace OptimizerDsl.CodeFixes.Editing;

/// <summary>Fixes of recipes in the documents in which their attributes stand.</summary>
internal static class RecipeEdits
{
    /// <summary>The recipe that a place is inside of; null where there is none.</summary>
    public static async Task<INamedTypeSymbol?> RecipeAtAsync(Solution solution, Location location, CancellationToken cancellation)
    {
        if (solution.GetDocument(location.SourceTree) is not Document document || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not SemanticModel model) return null;
        SyntaxNode root = await location.SourceTree!.GetRootAsync(cancellation).ConfigureAwait(false);
        return root.FindNode(location.SourceSpan).AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
            .Select(type => model.GetDeclaredSymbol(type, cancellation)).FirstOrDefault(type => type?.Attribute(KnownNames.Optimizer) is not null);
    }

    /// <summary>Makes all fixes, each of the recipe beside it.</summary>
    public static Solution Apply(Solution solution, IEnumerable<(INamedTypeSymbol Recipe, Fix Fix)> fixes, CancellationToken cancellation)
    {
        var edits = new List<(SyntaxTree Tree, AttributeEdit Edit)>();
        foreach ((INamedTypeSymbol recipe, Fix fix) in fixes)
        {
            IReadOnlyList<AttributeData> attributes = new RecipePlaces(recipe, cancellation).All;
            if (fix.Attribute < attributes.Count && attributes[fix.Attribute] is { ApplicationSyntaxReference: { } written } data) edits.Add((written.SyntaxTree, new(written.Span.Start, data, fix)));
        }
        foreach (IGrouping<SyntaxTree, (SyntaxTree, AttributeEdit Edit)> ofTree in edits.GroupBy(e => e.Tree))
        {
            if (solution.GetDocumentId(ofTree.Key) is DocumentId id) solution = solution.WithDocumentText(id, AttributeEdit.Apply(ofTree.Key, ofTree.Select(e => e.Edit), cancellation));
        }
        return solution;
    }
}
