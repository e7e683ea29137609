using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using OptimizerDsl.Analyzers;
using OptimizerDsl.CodeFixes.Editing;

namespace OptimizerDsl.CodeFixes;

/// <summary>Changes a rule or another fragment where it divides badly, or has something that nothing uses.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RuleCodeFix)), Shared]
public sealed class RuleCodeFix : CodeFixProvider
{
    internal static readonly ImmutableArray<string> Ids = [SafetyDescriptors.Unused.Id, SafetyDescriptors.IntegerDivision.Id, SafetyDescriptors.UniformDivisor.Id];

    private static readonly SolutionFixAll s_fixAll = new(FixAsync);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => Ids;

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => s_fixAll;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.Document.Project.Solution;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            IReadOnlyList<DocumentChange> changes = await ChangesAsync(solution, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (changes.Count == 0) continue;
            context.RegisterCodeFix(CodeAction.Create(Title(diagnostic.Id), cancellation => DocumentChange.ApplyAsync(solution, changes, cancellation), diagnostic.Id), diagnostic);
        }
    }

    private static async Task<Solution> FixAsync(Solution solution, IReadOnlyList<Diagnostic> diagnostics, string? key, CancellationToken cancellation)
    {
        var changes = new List<DocumentChange>();
        foreach (Diagnostic diagnostic in diagnostics.Where(d => d.Id == key)) changes.AddRange(await ChangesAsync(solution, diagnostic, cancellation).ConfigureAwait(false));
        return await DocumentChange.ApplyAsync(solution, changes, cancellation).ConfigureAwait(false);
    }

    private static string Title(string id) =>
        id == SafetyDescriptors.IntegerDivision.Id ? "Divide as fractions"
        : id == SafetyDescriptors.UniformDivisor.Id ? "Multiply by the reciprocal"
        : "Remove what is not used";

    private static async Task<IReadOnlyList<DocumentChange>> ChangesAsync(Solution solution, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (solution.GetDocument(diagnostic.Location.SourceTree) is not Document document
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not SyntaxNode root
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not SemanticModel model) return [];
        if (diagnostic.Id == SafetyDescriptors.Unused.Id) return await UnusedEdits.RemoveAsync(document, root, model, diagnostic.Location.SourceSpan, cancellation).ConfigureAwait(false);
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return (diagnostic.Id == SafetyDescriptors.IntegerDivision.Id ? DivisionEdits.MakeFraction(node) : DivisionEdits.MultiplyByReciprocal(node, model, cancellation))
            .Select(change => new DocumentChange(document.Id, change)).ToArray();
    }
}
