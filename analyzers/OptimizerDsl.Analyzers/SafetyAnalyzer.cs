using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OptimizerDsl.Analyzers.Findings;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers;

/// <summary>Says what a recipe that compiles will do wrong: diverge, stall, or nothing at all.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SafetyAnalyzer : DiagnosticAnalyzer
{
    private static readonly Func<RecipeFacts, IEnumerable<Finding>>[] s_checks =
    [
        RateFindings.Of,
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => SafetyDescriptors.All;

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
        if (type.Attribute(KnownNames.Optimizer) is null) return;
        // What keeps it from compiling is said by the other analyzer, and comes first.
        RecipeModel? model = RecipeParser.Parse(type, context.Compilation, new IssueSink(), context.CancellationToken);
        if (model is not { IsBroken: false }) return;
        var facts = new RecipeFacts(type, model, context.Compilation, Thresholds.For(type.Place() ?? Location.None, context.Options), context.CancellationToken);
        foreach (Finding finding in s_checks.SelectMany(check => check(facts)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                SafetyDescriptors.Of(finding.Id), finding.Location, finding.Severity, additionalLocations: null, FixText.Write(finding.Fixes), finding.Message));
        }
    }
}
