using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>Recipes that are known to fail, each with the diagnostic that says so.</summary>
public sealed class KnownBadRecipeTests
{
    [Theory]
    [InlineData("[AdamW(LearningRate = 3)]", "ODSL101", DiagnosticSeverity.Warning)]
    [InlineData("[Adam(LearningRate = 30)]", "ODSL101", DiagnosticSeverity.Warning)]
    [InlineData("[AdamW(LearningRate = double.NaN)]", "ODSL001", DiagnosticSeverity.Error)]
    [InlineData("[Sgd(LearningRate = 0.1, Momentum = 1)]", "ODSL002", DiagnosticSeverity.Error)]
    [InlineData("[Adam(LearningRate = 1e-4, Beta2 = 1)]", "ODSL002", DiagnosticSeverity.Error)]
    [InlineData("[Adam(LearningRate = 1e-4, Epsilon = -1e-8)]", "ODSL002", DiagnosticSeverity.Error)]
    [InlineData("[Sgd] [Ema(1)]", "ODSL002", DiagnosticSeverity.Error)]
    [InlineData("[Adam(LearningRate = 1e-4, Beta1 = 0.99, Beta2 = 0.9)]", "ODSL003", DiagnosticSeverity.Warning)]
    [InlineData("[Sgd(Nesterov = true)]", "ODSL003", DiagnosticSeverity.Warning)]
    [InlineData("[ClipByGlobalNorm(0)] [Sgd]", "ODSL004", DiagnosticSeverity.Error)]
    [InlineData("[Sgd] [PolynomialDecay(Steps = 100, Power = -1)]", "ODSL004", DiagnosticSeverity.Error)]
    [InlineData("[Sgd(LearningRate = 20, Momentum = 0.99)]", "ODSL102", DiagnosticSeverity.Warning)]
    [InlineData("[Sgd(LearningRate = 0.1, Momentum = 0.9)] [TrainingPlan(Curvature = 100)]", "ODSL110", DiagnosticSeverity.Warning)]
    [InlineData("[Adam(LearningRate = 1e-4, Epsilon = 1e-60)]", "ODSL202", DiagnosticSeverity.Error)]
    [InlineData("[AdamW(LearningRate = 1e-6, WeightDecay = 0.01)]", "ODSL207", DiagnosticSeverity.Info)]
    [InlineData("[Sgd] [ReduceOnPlateau(Factor = 1)]", "ODSL311", DiagnosticSeverity.Error)]
    [InlineData("[Sgd] [ReduceOnPlateau(Threshold = 2)]", "ODSL311", DiagnosticSeverity.Error)]
    [InlineData("[AdamW(LearningRate = 0.01, WeightDecay = 250)]", "ODSL401", DiagnosticSeverity.Error)]
    [InlineData("[AdamW(LearningRate = 0.01, WeightDecay = 120)]", "ODSL401", DiagnosticSeverity.Warning)]
    [InlineData("[AdamW(LearningRate = 1e-3, WeightDecay = 50)] [TrainingPlan(StepsPerEpoch = 5000, Epochs = 90)]", "ODSL403", DiagnosticSeverity.Warning)]
    [InlineData("[Sgd] [Ema(0.9999)] [TrainingPlan(Steps = 2000)]", "ODSL406", DiagnosticSeverity.Warning)]
    public void It_is_said(string attributes, string id, DiagnosticSeverity severity)
    {
        Analysis analysis = Analysis.Of($"{Rules.Usings}[Optimizer] {attributes} public sealed partial class Recipe;");
        Assert.Empty(analysis.CompilerErrors);
        Assert.Contains(analysis.Diagnostics, d => d.Id == id && d.Severity == severity);
    }
}
