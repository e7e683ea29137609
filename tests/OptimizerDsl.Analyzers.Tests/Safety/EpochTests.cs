using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>501 and 502: schedules in another unit than steps.</summary>
public sealed class EpochTests
{
    private const string NinetyEpochs = "\n[TrainingPlan(StepsPerEpoch = 5000, Epochs = 90)]";

    [Theory]
    [InlineData("[StepDecay({|ODSL501:EverySteps = 30|})]" + NinetyEpochs, DiagnosticSeverity.Warning)]
    [InlineData("[MultiStepDecay({|ODSL501:AtSteps = new long[] { 30, 60, 80 }|})]" + NinetyEpochs, DiagnosticSeverity.Warning)]
    [InlineData("[CosineDecay({|ODSL501:Steps = 90|})]" + NinetyEpochs, DiagnosticSeverity.Warning)]
    [InlineData("[LinearWarmup(Steps = 5)]\n[CosineDecay({|ODSL501:Steps = 85|})]" + NinetyEpochs, DiagnosticSeverity.Warning)]
    [InlineData("[OneCycle({|ODSL501:Steps = 90|})]" + NinetyEpochs, DiagnosticSeverity.Warning)]
    [InlineData("[{|ODSL501:ExponentialDecay(Rate = 0.95)|}]" + NinetyEpochs, DiagnosticSeverity.Warning)]
    // As many steps as there are epochs, although an epoch is shorter.
    [InlineData("[CosineDecay({|ODSL501:Steps = 500|})]\n[TrainingPlan(StepsPerEpoch = 100, Epochs = 500)]", DiagnosticSeverity.Warning)]
    [InlineData("[StepDecay(EveryEpochs = 30)]" + NinetyEpochs, null)]
    [InlineData("[StepDecay(EverySteps = 150000)]" + NinetyEpochs, null)]
    [InlineData("[ExponentialDecay(Rate = 0.95, EveryEpochs = 1)]" + NinetyEpochs, null)]
    [InlineData("[ExponentialDecay(Rate = 0.99999)]" + NinetyEpochs, null)]
    [InlineData("[CosineDecay]" + NinetyEpochs, null)]
    [InlineData("[LinearWarmup(Steps = 500)]\n[InverseSqrtDecay(Shift = 500)]" + NinetyEpochs, null)]
    [InlineData("[InverseTimeDecay(Rate = 0.001)]" + NinetyEpochs, null)]
    [InlineData("[CosineRestarts(PeriodSteps = 5000, Multiplier = 2)]" + NinetyEpochs, null)]
    [InlineData("[CosineRestarts(PeriodSteps = 1000)]" + NinetyEpochs, null)]
    [InlineData("[Cyclic(UpSteps = 2000)]" + NinetyEpochs, null)]
    // An epoch of a large data set, and few of them.
    [InlineData("[CosineDecay(Steps = 9500)]\n[TrainingPlan(StepsPerEpoch = 10000, Epochs = 1)]", null)]
    // It says epochs, and means a part of one.
    [InlineData("[LinearDecay(Epochs = 0.9, Floor = 0.1)]" + NinetyEpochs, null)]
    // A burst at the beginning, after which much is left.
    [InlineData("[LinearDecay(Steps = 4000, Floor = 0.3)]" + NinetyEpochs, null)]
    public void Epochs(string schedules, DiagnosticSeverity? severity) => Verify.Recipe("[Sgd]\n" + schedules, severity, "ODSL308");

    [Theory]
    [InlineData("[StepDecay({|ODSL501:EverySteps = 30|})]", "Set EverySteps of StepDecay to 150000")]
    [InlineData("[MultiStepDecay({|ODSL501:AtSteps = new long[] { 30, 60, 80 }|})]", "Set AtSteps of MultiStepDecay to new long[] { 150000, 300000, 400000 }")]
    [InlineData("[CosineDecay({|ODSL501:Steps = 90|})]", "Set Steps of CosineDecay to 450000")]
    public void Their_fix(string schedules, string title) =>
        Assert.Equal(title, Assert.Single(Verify.Recipe("[Sgd]\n" + schedules + NinetyEpochs, DiagnosticSeverity.Warning)).Properties["fix.0.title"]);

    [Fact]
    public void Their_message() => Assert.Equal(
        "CosineDecay is down after 90 steps, less than one epoch of 5000 steps in a plan of 90 epochs, as if it counted epochs. Set its lengths in epochs, or multiply them by 5000.",
        Assert.Single(Verify.Recipe("[Sgd]\n[CosineDecay({|ODSL501:Steps = 90|})]" + NinetyEpochs, DiagnosticSeverity.Warning)).GetMessage(null));

    [Fact]
    public void Of_a_user_s_schedule() =>
        UserSchedules.Verify("Math.Pow(A, Math.Floor(t / EverySteps))", "[Sgd]\n[Mine({|ODSL501:EverySteps = 10|})]" + NinetyEpochs, DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("[CosineDecay({|ODSL502:Steps = 40000|})]\n[AccumulateGradients(Steps = 4)]", DiagnosticSeverity.Warning)]
    [InlineData("[LinearWarmup({|ODSL502:Steps = 2000|})]\n[CosineDecay({|ODSL502:Steps = 38000|})]\n[AccumulateGradients(Steps = 4)]", DiagnosticSeverity.Warning)]
    [InlineData("[CosineDecay(Steps = 39500)]\n[AccumulateGradients(Steps = 4)]", null)]
    [InlineData("[CosineDecay(Steps = 40000)]\n[AccumulateGradients(Steps = 3)]", null)]
    [InlineData("[CosineDecay(Steps = 40000)]", null)]
    [InlineData("[CosineDecay(Steps = 10000)]\n[AccumulateGradients(Steps = 4)]", null)]
    [InlineData("[CosineDecay]\n[AccumulateGradients(Steps = 4)]", null)]
    public void Calls(string attributes, DiagnosticSeverity? severity) => Verify.Recipe($"[Sgd]\n{attributes}\n[TrainingPlan(Steps = 10000)]", severity, "ODSL308", "ODSL301");

    [Fact]
    public void Calls_of_a_user_s_schedule() =>
        UserSchedules.Verify("1 - (double)t / Steps", "[Sgd]\n[Mine({|ODSL502:Steps = 4000|})]\n[AccumulateGradients(Steps = 4)]\n[TrainingPlan(Steps = 1000)]", DiagnosticSeverity.Warning);

    [Fact]
    public void They_are_divided() => Assert.Equal(
        ["Set Steps of LinearWarmup to 500", "Set Steps of CosineDecay to 9500"],
        Verify.Recipe("[Sgd]\n[LinearWarmup({|ODSL502:Steps = 2000|})]\n[CosineDecay({|ODSL502:Steps = 38000|})]\n[AccumulateGradients(Steps = 4)]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Warning, "ODSL301")
            .Select(d => d.Properties["fix.0.title"]));
}
