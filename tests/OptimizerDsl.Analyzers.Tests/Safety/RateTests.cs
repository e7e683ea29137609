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
    public void An_unusual_rate(string attributes, DiagnosticSeverity? severity) => Verify.Recipe(attributes, severity);

    [Theory]
    [InlineData("[Sgd({|ODSL102:LearningRate = 20|}, Momentum = 0.9)]", DiagnosticSeverity.Warning)]
    [InlineData("[Sgd({|ODSL102:LearningRate = 20|}, Momentum = 0.9)]\n[ClipByGlobalNorm(0.25)]", DiagnosticSeverity.Info)]
    [InlineData("[Sgd(LearningRate = 1, Momentum = 0.9)]", null)]
    [InlineData("[Sgd({|ODSL102:LearningRate = 1|}, Momentum = 0.95)]", DiagnosticSeverity.Info)]
    // Dampened by as much, momentum makes no step longer.
    [InlineData("[Sgd(LearningRate = 1, Momentum = 0.95, Dampening = 0.95)]", null)]
    public void Momentum_that_makes_steps_long(string attributes, DiagnosticSeverity? severity) => Verify.Recipe(attributes, severity, "ODSL101");
}
