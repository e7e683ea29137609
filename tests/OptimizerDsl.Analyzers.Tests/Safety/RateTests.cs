using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>001 and 1xx: rates that diverge, stall, or are unusual.</summary>
public sealed class RateTests
{
    [Theory]
    [InlineData("[Sgd({|ODSL001:LearningRate = double.NaN|})]", DiagnosticSeverity.Error)]
    [InlineData("[Sgd({|ODSL001:LearningRate = double.PositiveInfinity|})]", DiagnosticSeverity.Error)]
    [InlineData("[Sgd({|ODSL001:LearningRate = -0.1|})]", DiagnosticSeverity.Error)]
    [InlineData("[Sgd({|ODSL001:LearningRate = 0|})]", DiagnosticSeverity.Warning)]
    [InlineData("[{|ODSL001:Sgd|}]\n[Constant(Factor = 0)]", DiagnosticSeverity.Warning)]
    public void A_rate_that_is_none(string attributes, DiagnosticSeverity severity) => Verify.Recipe(attributes, severity);

    [Theory]
    [InlineData("[AdamW({|ODSL101:LearningRate = 3|})]", DiagnosticSeverity.Warning)]
    [InlineData("[AdamW({|ODSL101:LearningRate = 0.1000001|})]", DiagnosticSeverity.Warning)]
    [InlineData("[AdamW({|ODSL101:LearningRate = 0.02|})]", DiagnosticSeverity.Info)]
    [InlineData("[AdamW(LearningRate = 0.01)]", null)]
    // The peak counts, and not the base rate.
    [InlineData("[AdamW(LearningRate = 3)]\n[Constant(Factor = 0.001)]", null)]
    [InlineData("[AdamW({|ODSL101:LearningRate = 0.001|})]\n[Constant(Factor = 200)]", DiagnosticSeverity.Warning)]
    [InlineData("[{|ODSL101:AdamW|}]\n[Constant(Factor = 200)]", DiagnosticSeverity.Warning)]
    [InlineData("[Lion({|ODSL101:LearningRate = 0.003|})]", DiagnosticSeverity.Warning)]
    [InlineData("[Lion({|ODSL101:LearningRate = 0.0004|})]", DiagnosticSeverity.Info)]
    [InlineData("[Lion(LearningRate = 3e-4)]", null)]
    [InlineData("[Adadelta({|ODSL101:LearningRate = 0.009|})]", DiagnosticSeverity.Info)]
    [InlineData("[Adadelta({|ODSL101:LearningRate = 11|})]", DiagnosticSeverity.Warning)]
    [InlineData("[Adadelta(LearningRate = 0.01)]", null)]
    [InlineData("[Adagrad({|ODSL101:LearningRate = 1.1|})]", DiagnosticSeverity.Warning)]
    [InlineData("[Adagrad(LearningRate = 1)]", null)]
    public void An_unusual_rate(string attributes, DiagnosticSeverity? severity) => Verify.Recipe(attributes, severity, "ODSL208");

    [Theory]
    [InlineData("[Sgd({|ODSL102:LearningRate = 20|}, Momentum = 0.9)]", DiagnosticSeverity.Warning)]
    [InlineData("[Sgd({|ODSL102:LearningRate = 20|}, Momentum = 0.9)]\n[ClipByGlobalNorm(0.25)]", DiagnosticSeverity.Info)]
    [InlineData("[Sgd(LearningRate = 1, Momentum = 0.9)]", null)]
    [InlineData("[Sgd({|ODSL102:LearningRate = 1|}, Momentum = 0.95)]", DiagnosticSeverity.Info)]
    // Dampened by as much, momentum makes no step longer.
    [InlineData("[Sgd(LearningRate = 1, Momentum = 0.95, Dampening = 0.95)]", null)]
    public void Momentum_that_makes_steps_long(string attributes, DiagnosticSeverity? severity) => Verify.Recipe(attributes, severity, "ODSL101");

    [Theory]
    [InlineData("[Lion(LearningRate = 0.003)]", "Learning rate 0.003 is above 0.001, the usual ceiling for Lion: sign updates move every weight by the full rate. Use 0.0001.")]
    [InlineData("[Sgd(LearningRate = -0.1)]", "LearningRate -0.1 of Sgd is outside [0, ∞): steps would lead uphill, which a rule's Maximize is for. Use 0.01.")]
    [InlineData("[Sgd(LearningRate = double.NaN)]", "LearningRate NaN of Sgd is outside [0, ∞). Use 0.01.")]
    public void The_sentence_names_rate_bound_consequence_and_remedy(string attributes, string sentence) =>
        Assert.Equal(sentence, Assert.Single(Analysis.Of($"{Rules.Usings}[Optimizer]\n{attributes}\npublic sealed partial class Recipe;").Diagnostics).GetMessage(null));
}
