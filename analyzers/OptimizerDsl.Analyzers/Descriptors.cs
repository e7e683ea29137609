using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Frontend;

namespace OptimizerDsl.Analyzers;

/// <summary>The diagnostics of the front end. Each issue brings its own sentence, so the format is that sentence.</summary>
internal static class Descriptors
{
    private const string Category = "OptimizerDsl";

    public static readonly DiagnosticDescriptor NoVectorForm = Make(IssueIds.NoVectorForm, "The expression has no vector form");

    public static readonly DiagnosticDescriptor ContractMismatch = Make(IssueIds.ContractMismatch, "Generator and library have different versions");

    public static readonly DiagnosticDescriptor NotPartial = Make(IssueIds.NotPartial, "A recipe or rule is not partial");

    public static readonly DiagnosticDescriptor UnsuitableClass = Make(IssueIds.UnsuitableClass, "The class cannot be a recipe");

    public static readonly DiagnosticDescriptor RuleCount = Make(IssueIds.RuleCount, "A recipe has one update rule");

    public static readonly DiagnosticDescriptor Unreadable = Make(IssueIds.Unreadable, "A rule of another assembly cannot be read");

    public static readonly DiagnosticDescriptor SeveralDeclarations = Make(IssueIds.SeveralDeclarations, "Fragments stand on several declarations");

    public static readonly DiagnosticDescriptor BadMethod = Make(IssueIds.BadMethod, "A fragment's method has the wrong form");

    public static readonly DiagnosticDescriptor BadHyperparameter = Make(IssueIds.BadHyperparameter, "A hyperparameter cannot be read");

    public static readonly DiagnosticDescriptor NoLength = Make(IssueIds.NoLength, "A schedule has no length");

    public static readonly DiagnosticDescriptor UnknownGroup = Make(IssueIds.UnknownGroup, "A group has no rule");

    public static readonly DiagnosticDescriptor BadTunable = Make(IssueIds.BadTunable, "A tunable names no hyperparameter");

    public static readonly DiagnosticDescriptor BadPlan = Make(IssueIds.BadPlan, "The plan and its units do not fit together");

    public static readonly DiagnosticDescriptor BadStorage = Make(IssueIds.BadStorage, "State cannot be stored like that");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        NoVectorForm, ContractMismatch, NotPartial, UnsuitableClass, RuleCount, Unreadable, SeveralDeclarations, BadMethod, BadHyperparameter, NoLength, UnknownGroup, BadTunable, BadPlan, BadStorage,
    ];

    public static DiagnosticDescriptor Of(Issue issue) => All.First(d => d.Id == issue.Id);

    private static DiagnosticDescriptor Make(string id, string title) =>
        new(id, title, "{0}", Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: $"docs/diagnostics/{id}.md");
}
