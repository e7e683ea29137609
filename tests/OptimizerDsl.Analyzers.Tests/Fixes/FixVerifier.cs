using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;
using OptimizerDsl.CodeFixes;
using OptimizerDsl.CodeFixes.Refactorings;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Fixes;

/// <summary>Applies what editors offer, and holds the outcome against sources.</summary>
internal static class FixVerifier
{
    private static readonly CodeFixProvider[] s_providers = [new SafetyCodeFix(), new RuleCodeFix(), new PartialCodeFix()];

    /// <summary>The first fix of a diagnostic, or the one of a title: the source becomes another, which compiles and has no such diagnostic.</summary>
    public static async Task FixAsync(string id, string source, string expected, string? title = null)
    {
        using var bench = new Workbench(source);
        Diagnostic diagnostic = (await bench.AnalyzeAsync()).Diagnostics.First(d => d.Id == id);
        (CodeAction action, _) = (await OffersAsync(bench, diagnostic)).First(o => title is null || o.Action.Title == title);
        await CheckAsync(bench, await ChangedAsync(action), id, expected);
    }

    /// <summary>The first fix of the first diagnostic, made wherever it is offered.</summary>
    public static async Task FixAllAsync(string id, FixAllScope scope, string[] sources, string[] expected)
    {
        using var bench = new Workbench(sources);
        ImmutableArray<Diagnostic> diagnostics = (await bench.AnalyzeAsync()).Diagnostics;
        (CodeAction action, CodeFixProvider provider) = (await OffersAsync(bench, diagnostics.First(d => d.Id == id)))[0];
        FixAllProvider fixAll = provider.GetFixAllProvider()!;
        Assert.Contains(scope, fixAll.GetSupportedFixAllScopes());
        CodeAction? all = await fixAll.GetFixAsync(new FixAllContext(bench.Document, provider, scope, action.EquivalenceKey!, [id], new Known(diagnostics), TestContext.Current.CancellationToken));
        await CheckAsync(bench, await ChangedAsync(all!), id, expected);
    }

    /// <summary>Something is offered, and whatever it is, the source then compiles and has no such diagnostic.</summary>
    public static async Task EachOfferAsync(string id, string source)
    {
        using var bench = new Workbench(source);
        List<(CodeAction Action, CodeFixProvider Provider)> offers = await OffersAsync(bench, (await bench.AnalyzeAsync()).Diagnostics.First(d => d.Id == id));
        Assert.NotEmpty(offers);
        foreach ((CodeAction action, _) in offers)
        {
            Solution changed = await ChangedAsync(action);
            Verdict after = await bench.AnalyzeAsync(changed);
            Assert.True(after.CompilerErrors.IsEmpty && after.Diagnostics.All(d => d.Id != id), $"'{action.Title}' gives\n{(await bench.TextsAsync(changed))[0]}\nof which is said:\n{string.Join("\n", after.CompilerErrors.Concat(after.Diagnostics.Select(d => d.ToString())))}");
        }
    }

    /// <summary>Nothing is offered for the diagnostic, which is there.</summary>
    public static async Task NoFixAsync(string id, string source)
    {
        using var bench = new Workbench(source);
        Assert.Empty(await OffersAsync(bench, (await bench.AnalyzeAsync()).Diagnostics.First(d => d.Id == id)));
    }

    /// <summary>The fixes of a diagnostic that no analyzer reports.</summary>
    public static async Task<Solution> FixAsync(Workbench bench, Diagnostic diagnostic, int offer) => await ChangedAsync((await OffersAsync(bench, diagnostic))[offer].Action);

    /// <summary>The refactorings that are offered at <c>$$</c>.</summary>
    public static async Task<string[]> RefactoringsAsync(string source) => [.. (await RefactoringsAsync(source, _ => true)).Select(r => r.Title)];

    /// <summary>The refactoring of a title at <c>$$</c>.</summary>
    public static async Task RefactorAsync(string title, string source, string expected)
    {
        using var bench = new Workbench(source.Replace("$$", "", StringComparison.Ordinal));
        CodeAction action = Assert.Single(await RefactoringsAsync(source, t => t == title, bench));
        Solution changed = await ChangedAsync(action);
        Assert.Equal([expected], await bench.TextsAsync(changed));
        Assert.Empty((await bench.AnalyzeAsync(changed)).CompilerErrors);
    }

    private static async Task<List<CodeAction>> RefactoringsAsync(string source, Func<string, bool> isWanted, Workbench? bench = null)
    {
        using Workbench? own = bench is null ? new Workbench(source.Replace("$$", "", StringComparison.Ordinal)) : null;
        var actions = new List<CodeAction>();
        var span = new TextSpan(source.IndexOf("$$", StringComparison.Ordinal), 0);
        await new RecipeRefactoring().ComputeRefactoringsAsync(new CodeRefactoringContext((bench ?? own!).Document, span, actions.Add, TestContext.Current.CancellationToken));
        return [.. actions.Where(a => isWanted(a.Title))];
    }

    private static async Task<List<(CodeAction Action, CodeFixProvider Provider)>> OffersAsync(Workbench bench, Diagnostic diagnostic)
    {
        var offers = new List<(CodeAction, CodeFixProvider)>();
        Document document = bench.Solution.GetDocument(diagnostic.Location.SourceTree)!;
        foreach (CodeFixProvider provider in s_providers.Where(p => p.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offers.Add((action, provider)), TestContext.Current.CancellationToken));
        }
        return offers;
    }

    private static async Task<Solution> ChangedAsync(CodeAction action) =>
        Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(TestContext.Current.CancellationToken))).ChangedSolution;

    private static async Task CheckAsync(Workbench bench, Solution changed, string id, params string[] expected)
    {
        Assert.Equal(expected, await bench.TextsAsync(changed));
        Verdict after = await bench.AnalyzeAsync(changed);
        Assert.DoesNotContain(after.Diagnostics, d => d.Id == id);
        Assert.Empty(after.CompilerErrors);
    }

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(d => d.Location.SourceTree?.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
