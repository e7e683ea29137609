using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Analyzers;

/// <summary>Says what keeps a recipe or a fragment from being compiled: the front end's own words, at the place it means.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RecipeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (Issue issue in IssuesOf(type, context))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(issue), issue.Location ?? type.Place(), issue.Message));
        }
    }

    private static IReadOnlyList<Issue> IssuesOf(INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        if (type.Attribute(KnownNames.Optimizer) is not null) return ParsedRecipe.Of(type, context.Compilation, context.CancellationToken).Issues;
        if (type.IsAbstract || type.KindOfFragment() is null) return [];
        var sink = new IssueSink();
        FragmentParser.Check(type, context.Compilation, sink, context.CancellationToken);
        return sink.Issues;
    }
}
