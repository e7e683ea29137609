using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>503 and 504: what programs set on their optimizers, and loops that work against them.</summary>
public sealed class CallSiteTests
{
    private const string Recipes = """
        [Optimizer, AdamW] public sealed partial class Plain;
        [Optimizer, AdamW, CosineDecay(Steps = 100)] public sealed partial class Scheduled;
        [Optimizer, SkipNonFinite, Sgd(Momentum = 0.9)] public sealed partial class Guarded { public partial double Momentum { get; set; } }
        """;

    [Theory]
    [InlineData("void M(Plain o) => o.LearningRate = {|ODSL503:3|};", DiagnosticSeverity.Warning)]
    [InlineData("void M(Plain o) { o.LearningRate = {|ODSL503:-0.1|}; }", DiagnosticSeverity.Error)]
    [InlineData("const double Rate = 0.02; void M(Plain o) => o.LearningRate = {|ODSL503:Rate * 10|};", DiagnosticSeverity.Warning)]
    [InlineData("Plain M() => new Plain(3) { LearningRate = {|ODSL503:0.02|} };", DiagnosticSeverity.Info)]
    [InlineData("void M(Guarded o) => o.Momentum = {|ODSL503:1|};", DiagnosticSeverity.Error)]
    [InlineData("void M(Plain o) => o.LearningRate = 1e-3;", null)]
    [InlineData("void M(Plain o, double rate) => o.LearningRate = rate;", null)]
    [InlineData("void M(Guarded o) => o.Momentum = 0.99;", null)]
    [InlineData("void M(System.Text.StringBuilder o) => o.Capacity = 3;", null)]
    public void A_value_that_is_set(string member, DiagnosticSeverity? severity) => Check(member, severity);

    [Theory]
    [InlineData("void M(Scheduled o) { for (int i = 0; i < 9; i++) {|ODSL504:o.LearningRate = 1e-3 / (1 + i)|}; }", DiagnosticSeverity.Warning)]
    [InlineData("void M(Scheduled o) { while (true) { {|ODSL504:o.LearningRate *= 0.5|}; } }", DiagnosticSeverity.Info)]
    [InlineData("void M(Scheduled o) { foreach (int i in new int[3]) {|ODSL504:o.LearningRate = o.LearningRate / 2|}; }", DiagnosticSeverity.Info)]
    [InlineData("void M(Scheduled o) => o.LearningRate = 1e-4;", null)]
    [InlineData("void M(Plain o) { for (int i = 0; i < 9; i++) o.LearningRate = 1e-3 / (1 + i); }", null)]
    public void A_rate_that_a_loop_sets(string member, DiagnosticSeverity? severity) => Check(member, severity);

    [Theory]
    [InlineData("void M(Guarded o) { int steps = 0; while (steps < 100) { {|ODSL504:o.Step()|}; steps++; } }", DiagnosticSeverity.Info)]
    [InlineData("void M(Guarded o) { long n = 0; do { {|ODSL504:o.Step()|}; n += 1; } while (n < 100); }", DiagnosticSeverity.Info)]
    [InlineData("void M(Guarded o) { int steps = 0; while (steps < 100) { if (o.Step().Applied) steps++; } }", null)]
    [InlineData("void M(Guarded o) { for (int i = 0; i < 100; i++) o.Step(); }", null)]
    [InlineData("void M(Plain o) { int steps = 0; while (steps < 100) { o.Step(); steps++; } }", null)]
    public void A_step_whose_result_is_ignored(string member, DiagnosticSeverity? severity) => Check(member, severity);

    private static void Check(string member, DiagnosticSeverity? severity)
    {
        string source = $"{Rules.Usings}\n{Recipes}\npublic sealed class Program {{ public {member} }}".Replace("public const", "private const", StringComparison.Ordinal).Replace("; void", "; public void", StringComparison.Ordinal);
        var found = Verify.SourceBesides(source, "ODSL208").Where(d => d.Id is "ODSL503" or "ODSL504");
        Assert.All(found, d => Assert.Equal(severity, d.Severity));
        Assert.Equal(severity is null, !found.Any());
    }
}
