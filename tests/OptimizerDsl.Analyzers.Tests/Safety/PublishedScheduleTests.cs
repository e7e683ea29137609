using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>Recipes that trained well, as their authors published them: no warning and no error on any of them.</summary>
public sealed class PublishedScheduleTests
{
    private const string ImageNet = "\n[TrainingPlan(StepsPerEpoch = 5004, Epochs = 90)]";

    [Theory]
    [InlineData("[L2(1e-4)]\n[Sgd(LearningRate = 0.1, Momentum = 0.9)]\n[StepDecay(EveryEpochs = 30)]" + ImageNet)]
    [InlineData("[L2(1e-4)]\n[Sgd(LearningRate = 3.2, Momentum = 0.9, Nesterov = true)]\n[LinearWarmup(Epochs = 5)]\n[MultiStepDecay(AtEpochs = new double[] { 30, 60, 80 })]\n[TrainingPlan(StepsPerEpoch = 156, Epochs = 90)]")]
    [InlineData("[L2(1e-4)]\n[Sgd(LearningRate = 0.1, Momentum = 0.9)]\n[ConstantWarmup(Steps = 400)]\n[MultiStepDecay(AtSteps = new long[] { 32000, 48000 })]\n[TrainingPlan(Steps = 64000, StepsPerEpoch = 391)]")]
    [InlineData("[Adam(LearningRate = 1, Beta2 = 0.98, Epsilon = 1e-9)]\n[Noam(ModelSize = 512, WarmupSteps = 4000)]\n[TrainingPlan(Steps = 100000)]")]
    [InlineData("[Adam(LearningRate = 7e-4, Beta2 = 0.98, Epsilon = 1e-9)]\n[LinearWarmup(Steps = 4000)]\n[InverseSqrtDecay(Shift = 4000)]\n[TrainingPlan(Steps = 100000)]")]
    [InlineData("[ClipByGlobalNorm(1.0)]\n[AdamW(LearningRate = 1e-4, Epsilon = 1e-6)]\n[LinearWarmup(Steps = 10000)]\n[LinearDecay]\n[TrainingPlan(Steps = 1000000)]")]
    [InlineData("[ClipByGlobalNorm(1.0)]\n[AdamW(LearningRate = 6e-5, Beta2 = 0.95, WeightDecay = 0.1)]\n[LinearWarmup(Steps = 117)]\n[CosineDecay(Steps = 81250, Floor = 0.1)]\n[TrainingPlan(Steps = 93750)]")]
    [InlineData("[ClipByGlobalNorm(1.0)]\n[AdamW(LearningRate = 6e-4, Beta2 = 0.95, WeightDecay = 0.1)]\n[LinearWarmup(Steps = 2000)]\n[CosineDecay(Floor = 0.1)]\n[TrainingPlan(Steps = 600000)]")]
    [InlineData("[Adam(LearningRate = 2e-4, Beta1 = 0.5)]\n[TrainingPlan(StepsPerEpoch = 1000, Epochs = 25)]")]
    [InlineData("[Adam(LearningRate = 1e-4, Beta1 = 0, Beta2 = 0.9)]\n[TrainingPlan(Steps = 200000)]")]
    [InlineData("[RMSprop(LearningRate = 2.5e-4, Epsilon = 0.01, Momentum = 0.95)]\n[Constant]\n[TrainingPlan(Steps = 50000000)]")]
    [InlineData("[ClipByGlobalNorm(0.5)]\n[Adam(LearningRate = 2.5e-4, Epsilon = 1e-5)]\n[LinearDecay]\n[TrainingPlan(Steps = 39040)]")]
    [InlineData("[L2(1.2e-6)]\n[ClipByGlobalNorm(0.25)]\n[Sgd(LearningRate = 30)]\n[Constant]\n[TrainingPlan(StepsPerEpoch = 663, Epochs = 750)]")]
    [InlineData("[ClipByGlobalNorm(2.0)]\n[RMSprop(LearningRate = 0.045, Rho = 0.9, Epsilon = 1.0)]\n[StepDecay(Factor = 0.94, EveryEpochs = 2)]\n[TrainingPlan(StepsPerEpoch = 800, Epochs = 100)]")]
    [InlineData("[Sgd(LearningRate = 3.0, Momentum = 0.85)]\n[OneCycle(WarmupFraction = 0.5, From = 0.0333, Linear = true)]\n[OneCycle(Target = \"Momentum\", WarmupFraction = 0.5, From = 1.1176, Floor = 1.1176, Linear = true)]\n[TrainingPlan(Steps = 10000, StepsPerEpoch = 50)]")]
    [InlineData("[Lion(LearningRate = 1e-4, WeightDecay = 1.0)]\n[LinearWarmup(Steps = 10000)]\n[CosineDecay]\n[TrainingPlan(StepsPerEpoch = 312, Epochs = 300)]")]
    [InlineData("[Sgd(LearningRate = 0.025)]\n[LinearDecay(Floor = 1e-4)]\n[TrainingPlan(Steps = 100000000)]")]
    [InlineData("[Prodigy(LearningRate = 1)]\n[CosineDecay]\n[TrainingPlan(StepsPerEpoch = 391, Epochs = 100)]")]
    // Restarts as in SGDR, and a plan that warmup, stable part and decay fill.
    [InlineData("[Sgd(LearningRate = 0.05, Momentum = 0.9)]\n[CosineRestarts(PeriodEpochs = 10, Multiplier = 2)]\n[TrainingPlan(StepsPerEpoch = 391, Epochs = 150)]")]
    [InlineData("[AdamW(LearningRate = 0.01, WeightDecay = 0.1)]\n[Wsd(WarmupSteps = 1000, DecaySteps = 10000, Floor = 0.1)]\n[TrainingPlan(Steps = 100000)]")]
    [InlineData("[RMSprop(LearningRate = 0.256, Rho = 0.9, Momentum = 0.9, Epsilon = 0.001)]\n[LinearWarmup(Epochs = 5)]\n[StepDecay(Factor = 0.97, EveryEpochs = 2.4)]\n[TrainingPlan(StepsPerEpoch = 312, Epochs = 350)]")]
    public void Nothing_is_wrong_with(string attributes)
    {
        // What they say in other families is those families' matter.
        string[] ours = ["ODSL301", "ODSL302", "ODSL303", "ODSL304", "ODSL305", "ODSL306", "ODSL307", "ODSL308", "ODSL309", "ODSL313", "ODSL501", "ODSL502"];
        Analysis analysis = Analysis.Of($"{Rules.Usings}\n[Optimizer]\n{attributes}\npublic sealed partial class Recipe;\n");
        Assert.Empty(analysis.CompilerErrors);
        Assert.DoesNotContain(analysis.Diagnostics, d => d.Id.StartsWith("ODSL9", StringComparison.Ordinal));
        Assert.Empty(analysis.Diagnostics.Where(d => ours.Contains(d.Id) && d.Severity > DiagnosticSeverity.Info).Select(d => d.GetMessage(null)));
    }
}
