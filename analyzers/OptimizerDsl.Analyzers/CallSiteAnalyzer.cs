using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OptimizerDsl.Analyzers.Findings;
using OptimizerDsl.Analyzers.Judging;

namespace OptimizerDsl.Analyzers;

/// <summary>Judges what programs set on a recipe at run time, as far as it is a constant, and how they step it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallSiteAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [SafetyDescriptors.AtCallSite, SafetyDescriptors.RateSetInLoop];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(AnalyzeAssignment, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment);
        context.RegisterOperationAction(AnalyzeStatement, OperationKind.ExpressionStatement);
    }

    private static void AnalyzeAssignment(OperationAnalysisContext context)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { ContainingType: { } type } property } || Facts(context, type) is not RecipeFacts recipe) return;
        IEnumerable<Finding> findings = assignment is ISimpleAssignmentOperation simple ? CallSiteFindings.OfValue(recipe, property, simple) : [];
        foreach (Finding finding in findings.Concat(CallSiteFindings.OfLoop(recipe, property, assignment))) context.ReportDiagnostic(finding.ToDiagnostic());
    }

    private static void AnalyzeStatement(OperationAnalysisContext context)
    {
        if (((IExpressionStatementOperation)context.Operation).Operation is not IInvocationOperation { TargetMethod: { Name: "Step", ContainingType: { } type } } call || Facts(context, type) is not RecipeFacts recipe) return;
        if (CallSiteFindings.OfIgnoredResult(recipe, call) is Finding finding) context.ReportDiagnostic(finding.ToDiagnostic());
    }

    private static RecipeFacts? Facts(OperationAnalysisContext context, INamedTypeSymbol type) =>
        RecipeFacts.Of(type, context.Compilation, context.Options, context.CancellationToken);
}
