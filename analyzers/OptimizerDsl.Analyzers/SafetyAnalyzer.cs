using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OptimizerDsl.Analyzers.Findings;
using OptimizerDsl.Analyzers.Judging;

namespace OptimizerDsl.Analyzers;

/// <summary>Says what a recipe that compiles will do wrong: diverge, stall, or nothing at all.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SafetyAnalyzer : DiagnosticAnalyzer
{
    private static readonly Func<RecipeFacts, IEnumerable<Finding>>[] s_checks =
    [
        RangeFindings.Of,
        ConstraintFindings.Of,
        RateFindings.Of,
        NumericFindings.Of,
        DecayFindings.Of,
        ClippingFindings.Of,
        AveragingFindings.Of,
        WarmupFindings.Of,
        CurveFindings.Of,
        DeadRateFindings.Of,
        PlanFindings.Of,
        ScheduleSettingFindings.Of,
        EpochFindings.Of,
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
        if (RecipeFacts.Of((INamedTypeSymbol)context.Symbol, context.Compilation, context.Options, context.CancellationToken) is not RecipeFacts facts) return;
        foreach (Finding finding in s_checks.SelectMany(check => check(facts))) context.ReportDiagnostic(finding.ToDiagnostic());
    }
}
