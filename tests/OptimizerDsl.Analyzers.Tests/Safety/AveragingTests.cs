using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>406: averages that remember more steps than there are.</summary>
public sealed class AveragingTests
{
    private const string Own = Rules.Usings + """
        public sealed partial class SlowAttribute : AveragingAttribute
        {
            public double Share { get; set; } = 1e-3;
            public void Average(ref Real w, ref Real average, StepInfo step) => average = step.Count == 1 ? w : average + Share * (w - average);
        }


        """;

    [Theory]
    [InlineData("[Ema({|ODSL406:0.9999|})]", 9_000, DiagnosticSeverity.Warning)]
    [InlineData("[Ema({|ODSL406:decay: 0.9999|})]", 9_000, DiagnosticSeverity.Warning)]
    [InlineData("[Ema(0.9999)]", 11_000, null)]
    [InlineData("[Ema(0.9999, Warmup = true)]", 9_000, null)]
    [InlineData("[Ema(0.9999)]", 0, null)]
    [InlineData("[Ema({|ODSL406:0.9|})]", 1, DiagnosticSeverity.Warning)]
    [InlineData("[PolyakAverage]", 100, null)]
    [InlineData("[Swa(75, 5)]", 100, null)]
    [InlineData("[Lookahead]", 3, null)]
    public void Longer_than_the_plan(string averaging, int steps, DiagnosticSeverity? severity) =>
        Verify.Recipe($"[Sgd]\n{averaging}\n[TrainingPlan(Steps = {steps})]", severity);

    [Fact]
    public void The_sentence_and_the_fixes()
    {
        Diagnostic diagnostic = Assert.Single(Verify.Recipe("[Sgd]\n[Ema({|ODSL406:0.9999|})]\n[TrainingPlan(Steps = 1000)]", DiagnosticSeverity.Warning));
        Assert.Equal("Ema remembers about 10000 steps, and the plan has 1000, so it is still near its beginning at the end. Use 0.99.", diagnostic.GetMessage(null));
        Assert.Equal(["Set Decay to 0.99", "Set Warmup to true"], FixText.Read(diagnostic.Properties).Select(f => f.Title));
    }

    [Theory]
    [InlineData("[{|ODSL406:Slow|}]", 999)]
    [InlineData("[Slow]", 1001)]
    [InlineData("[Slow(Share = 0)]", 100)]
    [InlineData("[Slow(Share = double.NaN)]", 100)]
    public void Of_the_user(string averaging, int steps) => Verify.Judged($"{Own}[Optimizer] [Sgd] {averaging} [TrainingPlan(Steps = {steps})] public sealed partial class Recipe;");
}
