using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>305 and 306: rates that are too small to do anything.</summary>
public sealed class DeadRateTests
{
    [Theory]
    [InlineData("[{|ODSL305:ExponentialDecay(Rate = 0.95)|}]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Warning)]
    [InlineData("[{|ODSL305:ExponentialDecay(Rate = 0.95, Steps = 10000)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[{|ODSL305:CosineDecay(Steps = 1000)|}]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Warning)]
    [InlineData("[{|ODSL305:LinearDecay(Steps = 8900)|}]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Warning)]
    [InlineData("[{|ODSL305:LinearDecay(Steps = 1000, Floor = 0.0009)|}]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Warning)]
    [InlineData("[LinearDecay(Steps = 1000, Floor = 0.001)]\n[TrainingPlan(Steps = 10000)]", null)]
    [InlineData("[LinearDecay(Steps = 9000)]\n[TrainingPlan(Steps = 10000)]", null)]
    [InlineData("[ExponentialDecay(Rate = 0.999)]\n[TrainingPlan(Steps = 10000)]", null)]
    [InlineData("[ExponentialDecay(Rate = 0.95)]", null)]
    [InlineData("[CosineDecay]\n[TrainingPlan(Steps = 10000)]", null)]
    [InlineData("[LinearDecay]\n[TrainingPlan(Steps = 10000)]", null)]
    [InlineData("[CosineRestarts(PeriodSteps = 1000)]\n[TrainingPlan(Steps = 10000)]", null)]
    [InlineData("[PolynomialDecay(Power = 4)]\n[TrainingPlan(Steps = 10000)]", null)]
    // Three falls by ten leave a thousandth.
    [InlineData("[MultiStepDecay(AtSteps = new long[] { 1000, 2000, 3000 })]\n[TrainingPlan(Steps = 10000)]", null)]
    // What falls as one over the time never stops moving.
    [InlineData("[InverseTimeDecay(Rate = 0.01)]\n[TrainingPlan(Steps = 250000)]", null)]
    public void A_dead_rate(string schedules, DiagnosticSeverity? severity) => Verify.Recipe("[Sgd]\n" + schedules, severity, "ODSL308");

    [Fact]
    public void Its_message_and_fix()
    {
        Diagnostic found = Assert.Single(Verify.Recipe("[Sgd]\n[{|ODSL305:ExponentialDecay(Rate = 0.95)|}]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Warning));
        Assert.Equal("The rate falls below 0.001 of its peak at step 135, and 99% of the 10000 steps train nothing. Decay more slowly, or end the run there.", found.GetMessage(null));
        // Two epochs are not yet many, so that it may be meant to fall within one.
        found = Assert.Single(Verify.Recipe("[Sgd]\n[{|ODSL305:ExponentialDecay(Rate = 0.95)|}]\n[TrainingPlan(Steps = 10000, StepsPerEpoch = 5000)]", DiagnosticSeverity.Warning));
        Assert.Equal("Set EverySteps of ExponentialDecay to 5000", found.Properties["fix.0.title"]);
    }

    [Fact]
    public void Of_a_user_s_schedule()
    {
        UserSchedules.Verify("Math.Pow(0.95, t)", "[Sgd]\n[{|ODSL305:Mine|}]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Warning);
        // A search for the largest rate rises from very little.
        UserSchedules.Verify("Math.Pow(10, t / 1250.0 - 8)", "[Sgd]\n[Mine]\n[TrainingPlan(Steps = 10000)]", null);
    }

    [Theory]
    [InlineData("[AdamW({|ODSL306:LearningRate = 5e-8|})]", DiagnosticSeverity.Info)]
    [InlineData("[Lion({|ODSL306:LearningRate = 5e-8|})]", DiagnosticSeverity.Info)]
    [InlineData("[AdamW(LearningRate = 6e-8)]", null)]
    // Its steps are as long as its gradients make them.
    [InlineData("[Sgd(LearningRate = 5e-8)]", null)]
    [InlineData("[AdamW(LearningRate = 1e-6)]\n[{|ODSL306:LinearDecay(Steps = 500, Floor = 0.05)|}]\n[TrainingPlan(Steps = 1000)]", DiagnosticSeverity.Info)]
    [InlineData("[AdamW(LearningRate = 1e-4)]\n[LinearWarmup(Steps = 100)]\n[LinearDecay]\n[TrainingPlan(Steps = 1000)]", null)]
    [InlineData("[AdamW]\n[OneCycle]\n[TrainingPlan(Steps = 10000)]", null)]
    public void Steps_that_are_lost(string attributes, DiagnosticSeverity? severity) => Verify.Recipe(attributes, severity, "ODSL101", "ODSL207", "ODSL308");

    [Fact]
    public void They_are_lost_later_in_double_precision() =>
        Verify.Judged(Rules.Usings + "[Optimizer(ElementType = ElementType.Double)]\n[AdamW(LearningRate = 5e-8)]\npublic sealed partial class Recipe;");

    [Fact]
    public void The_floor_can_be_raised() => Assert.Equal(
        "Set Floor of LinearDecay to 0.6",
        Assert.Single(Verify.Recipe("[AdamW(LearningRate = 1e-6)]\n[{|ODSL306:LinearDecay(Steps = 500, Floor = 0.05)|}]\n[TrainingPlan(Steps = 1000)]", DiagnosticSeverity.Info, "ODSL207", "ODSL308")).Properties["fix.0.title"]);
}
