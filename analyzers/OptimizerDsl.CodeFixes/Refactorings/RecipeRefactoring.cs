using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.CodeFixes.Editing;

namespace OptimizerDsl.CodeFixes.Refactorings;

/// <summary>Offers other forms of a recipe at each of its attributes.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(RecipeRefactoring)), Shared]
public sealed class RecipeRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        CancellationToken cancellation = context.CancellationToken;
        if (await context.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not SyntaxNode root
            || root.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent.Parent: TypeDeclarationSyntax declaration } attribute
            || await context.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not SemanticModel model
            || model.GetDeclaredSymbol(declaration, cancellation) is not INamedTypeSymbol recipe
            || RecipeFacts.Of(recipe, model.Compilation, context.Document.Project.AnalyzerOptions, cancellation) is not RecipeFacts facts) return;

        var names = new AttributeNames(model, attribute.SpanStart);
        AttributeData? data = facts.Places.All.FirstOrDefault(a => a.ApplicationSyntaxReference is { } written && written.SyntaxTree == root.SyntaxTree && written.Span == attribute.Span);
        IEnumerable<Offer> offers = WarmupOffer.Of(facts, names);
        if (facts.Groups.FirstOrDefault(g => g.Attribute is not null && g.Attribute == data) is GroupFacts group) offers = offers.Concat(RuleOffers.Of(facts, group, model.Compilation, names, cancellation));
        Solution solution = context.Document.Project.Solution;
        foreach (Offer offer in offers)
        {
            context.RegisterRefactoring(CodeAction.Create(offer.Title, c => Task.FromResult(RecipeEdits.Apply(solution, offer.Fixes.Select(fix => (recipe, fix)), c)), offer.Title));
        }
    }
}

/// <summary>A change of a recipe that may be wanted, in as many edits as it takes.</summary>
internal sealed record Offer(string Title, IReadOnlyList<Fix> Fixes);

/// <summary>How an attribute class is written at a place.</summary>
internal sealed class AttributeNames(SemanticModel model, int position)
{
    private static readonly SymbolDisplayFormat s_format =
        SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.RemoveAttributeSuffix);

    public string Of(INamedTypeSymbol attribute) => attribute.ToMinimalDisplayString(model, position, s_format);
}
