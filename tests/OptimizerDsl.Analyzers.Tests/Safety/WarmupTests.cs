using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>301 and 303: how the rate rises, and how schedules meet.</summary>
public sealed class WarmupTests
{
    [Theory]
    [InlineData("[LinearWarmup({|ODSL301:Steps = 12000|})]\n[CosineDecay(Steps = 9000)]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Error)]
    [InlineData("[LinearWarmup({|ODSL301:Steps = 10001|})]\n[Constant]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Error)]
    [InlineData("[LinearWarmup({|ODSL301:Epochs = 12|})]\n[Constant]\n[TrainingPlan(StepsPerEpoch = 100, Epochs = 10)]", DiagnosticSeverity.Error)]
    [InlineData("[ConstantWarmup({|ODSL301:Steps = 12000|})]\n[Constant]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Error)]
    [InlineData("[Noam(ModelSize = 512, {|ODSL301:WarmupSteps = 4000|})]\n[TrainingPlan(Steps = 3000)]", DiagnosticSeverity.Error)]
    [InlineData("[LinearWarmup({|ODSL301:Steps = 100000000000000|})]\n[Constant]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Error)]
    [InlineData("[LinearWarmup({|ODSL301:Steps = long.MaxValue|})]\n[Constant]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Error)]
    [InlineData("[{|ODSL301:ExponentialWarmup(TimeConstantSteps = 5000)|}]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Error)]
    // 98 % are reached, which is nearly all.
    [InlineData("[{|ODSL301:ExponentialWarmup(TimeConstantSteps = 2500)|}]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Warning)]
    [InlineData("[LinearWarmup({|ODSL301:Steps = 10000|})]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Warning)]
    [InlineData("[{|ODSL301:LinearWarmup|}]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Warning)]
    [InlineData("[LinearWarmup({|ODSL301:Steps = 9999|})]\n[Constant]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Info)]
    [InlineData("[LinearWarmup({|ODSL301:Steps = 1001|})]\n[CosineDecay]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Info)]
    [InlineData("[Wsd({|ODSL301:WarmupSteps = 1001|}, DecaySteps = 1000)]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Info)]
    [InlineData("[LinearWarmup(Steps = 1000)]\n[CosineDecay]\n[TrainingPlan(Steps = 10000)]", null)]
    [InlineData("[ConstantWarmup(Steps = 50, From = 0.99)]\n[Constant]\n[TrainingPlan(Steps = 10000)]", null)]
    [InlineData("[ConstantWarmup(Steps = 1, From = 0.995)]\n[Constant]\n[TrainingPlan(Steps = 1)]", null)]
    // A cycle rises for as long as it does.
    [InlineData("[OneCycle(WarmupFraction = 0.4)]\n[TrainingPlan(Steps = 10000)]", null)]
    [InlineData("[Cyclic(UpSteps = 2000)]\n[TrainingPlan(Steps = 10000)]", null)]
    // Nothing says how long the run is.
    [InlineData("[LinearWarmup(Steps = 12000)]\n[CosineDecay(Steps = 100)]", null)]
    public void A_long_warmup(string schedules, DiagnosticSeverity? severity) => Verify.Recipe("[AdamW]\n" + schedules, severity, "ODSL207", "ODSL303", "ODSL306", "ODSL308");

    [Fact]
    public void Its_message() => Assert.Equal(
        "Warmup of 12000 steps exceeds the 10000-step plan, so the rate peaks at 83% of 0.0003. Use at most 1000 steps.",
        Assert.Single(Verify.Recipe("[AdamW(LearningRate = 3e-4)]\n[LinearWarmup({|ODSL301:Steps = 12000|})]\n[Constant]\n[TrainingPlan(Steps = 10000)]", DiagnosticSeverity.Error)).GetMessage(null));

    [Theory]
    [InlineData("Math.Min(1, (t + 1) / 12000.0)", DiagnosticSeverity.Error)]
    [InlineData("t < 12000 ? 0.1 : 1", DiagnosticSeverity.Error)]
    [InlineData("Math.Min(1, (t + 1) / 10000.0)", DiagnosticSeverity.Warning)]
    [InlineData("Math.Min(1, (t + 1) / 1001.0)", DiagnosticSeverity.Info)]
    public void Of_a_user_s_schedule(string formula, DiagnosticSeverity severity) =>
        UserSchedules.Verify(formula, "[AdamW]\n[{|ODSL301:Mine|}]\n[TrainingPlan(Steps = 10000)]", severity);

    [Theory]
    [InlineData("Math.Min(1, (t + 1) / 1000.0)")]
    // It rises for ever, as to find the largest rate that works (Smith, 2017): there is no end that it falls short of.
    [InlineData("Math.Pow(1.0005, t) / 1000")]
    [InlineData("1 + t / 1000.0")]
    public void And_what_is_none(string formula) => UserSchedules.Verify(formula, "[AdamW(LearningRate = 1e-4)]\n[Mine]\n[TrainingPlan(Steps = 10000)]", null, "", "ODSL306");

    [Theory]
    [InlineData("[LinearWarmup(Steps = 500)]\n[{|ODSL303:Constant(Factor = 0.5)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[LinearWarmup(Steps = 500)]\n[{|ODSL303:Constant(Factor = 0.8)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[LinearWarmup(Steps = 500)]\n[{|ODSL303:ExponentialDecay(Rate = 0.999, From = 0.5)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[LinearWarmup(Steps = 500)]\n[{|ODSL303:Constant(Factor = 0.81)|}]", DiagnosticSeverity.Info)]
    [InlineData("[LinearWarmup(Steps = 500)]\n[{|ODSL303:Constant(Factor = 1.02)|}]", DiagnosticSeverity.Info)]
    [InlineData("[LinearWarmup(Steps = 500)]\n[Constant(Factor = 0.991)]", null)]
    // He et al. warm ResNet-110 up at 0.01 and jump to 0.1; a schedule that is made to jump says so itself.
    [InlineData("[ConstantWarmup(Steps = 400)]\n[MultiStepDecay(AtSteps = new long[] { 32000, 48000 })]", null)]
    [InlineData("[Constant(Factor = 0.1, Steps = 400)]\n[{|ODSL303:MultiStepDecay(AtSteps = new long[] { 32000, 48000 })|}]", DiagnosticSeverity.Info)]
    [InlineData("[ExponentialWarmup(TimeConstantSteps = 100, Steps = 300)]\n[{|ODSL303:CosineDecay(Steps = 1000)|}]", DiagnosticSeverity.Info)]
    [InlineData("[ExponentialWarmup(TimeConstantSteps = 100, Steps = 500)]\n[CosineDecay(Steps = 1000)]", null)]
    [InlineData("[LinearWarmup(Steps = 500)]\n[CosineDecay(Steps = 1000)]", null)]
    [InlineData("[LinearWarmup(Steps = 1)]\n[LinearDecay(Steps = 3)]\n[Constant(Factor = 0)]", null)]
    [InlineData("[LinearWarmup(Steps = 4000)]\n[InverseSqrtDecay(Shift = 4000)]", null)]
    [InlineData("[LinearWarmup(Steps = 50)]\n[Constant(Steps = 500)]\n[LinearDecay(Steps = 100)]", null)]
    // Stairs are meant.
    [InlineData("[Constant(Steps = 500)]\n[Constant(Steps = 500, Factor = 0.1)]\n[Constant(Factor = 0.01)]", null)]
    [InlineData("[LinearDecay(Steps = 500, Floor = 0.5)]\n[{|ODSL303:Constant(Factor = 0.1)|}]", DiagnosticSeverity.Info)]
    public void Joins(string schedules, DiagnosticSeverity? severity) => Verify.Recipe("[Sgd]\n" + schedules, severity);

    [Fact]
    public void Joins_of_a_user_s_schedule() =>
        UserSchedules.Verify("A / (1 + t / 1000.0)", "[Sgd]\n[LinearWarmup(Steps = 100)]\n[{|ODSL303:Mine|}]", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("[LinearWarmup(Steps = 500)]\n[{|ODSL303:Constant(Factor = 0.5)|}]", "Set Factor of Constant to 1")]
    [InlineData("[LinearWarmup(Steps = 500)]\n[{|ODSL303:ExponentialDecay(Rate = 0.999, From = 0.5)|}]", "Set From of ExponentialDecay to 1")]
    public void Their_fix(string schedules, string title) =>
        Assert.Equal(title, Assert.Single(Verify.Recipe("[Sgd]\n" + schedules, DiagnosticSeverity.Warning)).Properties["fix.0.title"]);
}
