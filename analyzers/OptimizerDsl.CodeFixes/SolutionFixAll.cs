using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace OptimizerDsl.CodeFixes;

/// <summary>
/// Fixes all diagnostics of a document, project or solution in one go. A recipe can have several, and may be spread over
/// documents, so that fixes are not made one by one and merged.
/// </summary>
/// <param name="fix">Changes a solution by what is offered for the diagnostics under a key.</param>
internal sealed class SolutionFixAll(Func<Solution, IReadOnlyList<Diagnostic>, string?, CancellationToken, Task<Solution>> fix) : FixAllProvider
{
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        IEnumerable<Project> projects = fixAllContext.Scope == FixAllScope.Solution ? fixAllContext.Solution.Projects : [fixAllContext.Project];
        var diagnostics = new List<Diagnostic>();
        if (fixAllContext is { Scope: FixAllScope.Document, Document: Document document })
        {
            diagnostics.AddRange(await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false));
        }
        else
        {
            foreach (Project project in projects.Where(p => p.Language == LanguageNames.CSharp)) diagnostics.AddRange(await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
        }
        if (diagnostics.Count == 0) return null;
        string? key = fixAllContext.CodeActionEquivalenceKey;
        return CodeAction.Create($"Fix all {string.Join(", ", fixAllContext.DiagnosticIds.OrderBy(id => id, StringComparer.Ordinal))}",
            cancellation => fix(fixAllContext.Solution, diagnostics, key, cancellation), key);
    }
}
