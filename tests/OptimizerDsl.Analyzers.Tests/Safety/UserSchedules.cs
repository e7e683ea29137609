using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>Recipes with a schedule or a rule of their own, which gets the judgement that the library's get.</summary>
internal static class UserSchedules
{
    /// <summary>A schedule <c>[Mine]</c>: a formula of t, Steps, A and EverySteps.</summary>
    public static ImmutableArray<Diagnostic> Verify(string formula, string attributes, DiagnosticSeverity? severity, string traits = "", params string[] besides) =>
        VerifyTypes($$"""
            {{traits}}
            public sealed partial class MineAttribute : ScheduleAttribute
            {
                public double A { get; set; } = 0.5;
                public double EverySteps { get; set; } = 1;
                public double EveryEpochs { get; set; }
                public override double ScaleAt(long t) => {{formula}};
            }
            """, attributes, severity, besides);

    public static ImmutableArray<Diagnostic> VerifyTypes(string types, string attributes, DiagnosticSeverity? severity, params string[] besides)
    {
        ImmutableArray<Diagnostic> diagnostics = Support.Verify.SourceBesides($"{Rules.Usings}\n{types}\n[Optimizer]\n{attributes}\npublic sealed partial class Recipe;\n", besides);
        Assert.All(diagnostics, d => Assert.Equal(severity, d.Severity));
        Assert.Equal(severity is null, diagnostics.IsEmpty);
        return diagnostics;
    }
}
