using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using OptimizerDsl.Analyzers;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.CodeFixes.Editing;

namespace OptimizerDsl.CodeFixes;

/// <summary>Makes the changes of a recipe's attributes that a diagnostic brings along.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SafetyCodeFix)), Shared]
public sealed class SafetyCodeFix : CodeFixProvider
{
    private static readonly SolutionFixAll s_fixAll = new(FixAsync);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. SafetyDescriptors.All.Select(d => d.Id).Except(RuleCodeFix.Ids)];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => s_fixAll;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.Document.Project.Solution;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach ((Fix fix, string key) in Offered(diagnostic))
            {
                context.RegisterCodeFix(CodeAction.Create(fix.Title, cancellation => FixAsync(solution, [diagnostic], key, cancellation), key), diagnostic);
            }
        }
        return Task.CompletedTask;
    }

    private static async Task<Solution> FixAsync(Solution solution, IReadOnlyList<Diagnostic> diagnostics, string? key, CancellationToken cancellation)
    {
        var edits = new List<(INamedTypeSymbol, Fix)>();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Fix? fix = Offered(diagnostic).FirstOrDefault(o => o.Key == key).Fix;
            if (fix is not null && await RecipeEdits.RecipeAtAsync(solution, diagnostic.Location, cancellation).ConfigureAwait(false) is INamedTypeSymbol recipe) edits.Add((recipe, fix));
        }
        return RecipeEdits.Apply(solution, edits, cancellation);
    }

    /// <summary>What is offered, under keys that are the same for all recipes with the same trouble, whatever their numbers.</summary>
    private static IEnumerable<(Fix Fix, string Key)> Offered(Diagnostic diagnostic) => FixText.Read(diagnostic.Properties)
        .Select((fix, i) => (fix, $"{diagnostic.Id}.{i}.{fix.Kind}.{fix.Argument}"))
        // A recipe that is its own rule has no attribute to edit.
        .Where(offer => offer.fix.Attribute >= 0);
}
