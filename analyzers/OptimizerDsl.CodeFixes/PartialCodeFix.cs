using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using OptimizerDsl.CodeFixes.Editing;
using OptimizerDsl.Generators.Frontend;

namespace OptimizerDsl.CodeFixes;

/// <summary>Makes a recipe or a fragment partial, and all types around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialCodeFix)), Shared]
public sealed class PartialCodeFix : CodeFixProvider
{
    private static readonly SolutionFixAll s_fixAll = new(FixAsync);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [IssueIds.NotPartial];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => s_fixAll;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.Document.Project.Solution;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            string[] names = Whole(diagnostic.Location, context.CancellationToken).Select(t => t.Identifier.ValueText).Reverse().ToArray();
            // What is local to its file cannot be extended, partial or not.
            if (names.Length == 0) continue;
            context.RegisterCodeFix(
                CodeAction.Create($"Make {string.Join(" and ", names)} partial", cancellation => FixAsync(solution, [diagnostic], null, cancellation), IssueIds.NotPartial), diagnostic);
        }
        return Task.CompletedTask;
    }

    private static Task<Solution> FixAsync(Solution solution, IReadOnlyList<Diagnostic> diagnostics, string? key, CancellationToken cancellation) => DocumentChange.ApplyAsync(
        solution,
        diagnostics.SelectMany(d => Whole(d.Location, cancellation)).Distinct()
            .Select(t => new DocumentChange(solution.GetDocument(t.SyntaxTree)!.Id, new(new TextSpan(t.Keyword.SpanStart, 0), "partial "))),
        cancellation);

    private static IEnumerable<TypeDeclarationSyntax> Whole(Location location, CancellationToken cancellation)
    {
        IEnumerable<TypeDeclarationSyntax> types = location.SourceTree?.GetRoot(cancellation).FindToken(location.SourceSpan.Start).Parent?.AncestorsAndSelf().OfType<TypeDeclarationSyntax>() ?? [];
        return types.Any(t => t.Modifiers.Any(SyntaxKind.FileKeyword)) ? [] : types.Where(t => !t.Modifiers.Any(SyntaxKind.PartialKeyword));
    }
}
