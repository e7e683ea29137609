using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Frontend;

namespace OptimizerDsl.Analyzers;

/// <summary>The diagnostics of the front end. Each issue brings its own sentence, so the format is that sentence.</summary>
internal static class Descriptors
{
    private const string Category = "OptimizerDsl";

    public static readonly DiagnosticDescriptor NoVectorForm = new(
        IssueIds.NoVectorForm, "The expression has no vector form", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ContractMismatch = new(
        IssueIds.ContractMismatch, "Generator and library have different versions", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NotPartial = new(
        IssueIds.NotPartial, "A recipe or rule is not partial", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnsuitableClass = new(
        IssueIds.UnsuitableClass, "The class cannot be a recipe", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor RuleCount = new(
        IssueIds.RuleCount, "A recipe has one update rule", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Unreadable = new(
        IssueIds.Unreadable, "A rule of another assembly cannot be read", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SeveralDeclarations = new(
        IssueIds.SeveralDeclarations, "Fragments stand on several declarations", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadMethod = new(
        IssueIds.BadMethod, "A fragment's method has the wrong form", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadHyperparameter = new(
        IssueIds.BadHyperparameter, "A hyperparameter cannot be read", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NoLength = new(
        IssueIds.NoLength, "A schedule has no length", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownGroup = new(
        IssueIds.UnknownGroup, "A group has no rule", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadTunable = new(
        IssueIds.BadTunable, "A tunable names no hyperparameter", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadPlan = new(
        IssueIds.BadPlan, "The plan and its units do not fit together", "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        NoVectorForm, ContractMismatch, NotPartial, UnsuitableClass, RuleCount, Unreadable, SeveralDeclarations, BadMethod, BadHyperparameter, NoLength, UnknownGroup, BadTunable, BadPlan,
    ];

    public static DiagnosticDescriptor Of(Issue issue) => All.First(d => d.Id == issue.Id);
}
