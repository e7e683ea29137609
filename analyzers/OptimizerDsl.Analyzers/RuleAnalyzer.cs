using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OptimizerDsl.Analyzers.Findings;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Analyzers;

/// <summary>Says what a rule or another fragment of this project does that its author can hardly have meant.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RuleAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [SafetyDescriptors.Misbehaves, SafetyDescriptors.Unused, SafetyDescriptors.IntegerDivision, SafetyDescriptors.UniformDivisor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
        context.RegisterOperationAction(AnalyzeDivision, OperationKind.Binary, OperationKind.CompoundAssignment);
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class) return;
        FragmentKind? kind = type.KindOfFragment();
        bool isOwnRule = kind is null && type.Attribute(KnownNames.Optimizer) is not null && type.GetMembers(KnownNames.Update).Any(m => m is IMethodSymbol);
        if (type.IsAbstract || (kind is null && !isOwnRule)) return;
        // What is still being written uses nothing yet.
        if (type.DeclaringSyntaxReferences.Any(r => r.GetSyntax(context.CancellationToken).ContainsDiagnostics)) return;
        // What keeps it from compiling is said elsewhere, and comes first.
        if (FragmentReader.Read(type, context.Compilation, context.CancellationToken) is not Fragment fragment) return;
        IEnumerable<Finding> findings = UnusedFindings.Of(type, fragment, context.CancellationToken);
        if (fragment.Kind == FragmentKind.Rule && !isOwnRule) findings = findings.Concat(BehaviourFindings.Of(type, fragment));
        foreach (Finding finding in findings) context.ReportDiagnostic(finding.ToDiagnostic());
    }

    private static void AnalyzeDivision(OperationAnalysisContext context)
    {
        // Most of what is computed in a project is no division, and need not be asked where it stands.
        bool isDivision = context.Operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } or ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Divide };
        if (!isDivision || context.ContainingSymbol.ContainingType is not INamedTypeSymbol type) return;
        bool isFragment = type.KindOfFragment() is not null || (type.Attribute(KnownNames.Optimizer) is not null && context.ContainingSymbol.Name is KnownNames.Update or KnownNames.Begin);
        if (isFragment && DivisionFindings.Of(context.Operation) is Finding finding) context.ReportDiagnostic(finding.ToDiagnostic());
    }
}
