using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>302 and 307: curves that come back up, or leave the numbers.</summary>
public sealed class CurveTests
{
    // Half a cosine, and what comes after it where nobody stops it.
    private const string OpenCosine = "(1 + Math.Cos(Math.PI * t / Steps)) / 2";

    [Fact]
    public void A_cosine_that_nobody_stops()
    {
        Diagnostic found = Assert.Single(UserSchedules.Verify(OpenCosine, "[AdamW(LearningRate = 3e-4)]\n[Mine({|ODSL302:Steps = 10000|})]\n[TrainingPlan(Steps = 20000)]", DiagnosticSeverity.Warning, "", "ODSL308"));
        Assert.Equal("The rate falls to 0 at step 10000, then climbs back to 0.0003 by step 19999. Set Steps = 20000, or use a schedule that declares its restarts.", found.GetMessage(null));
        Assert.Equal("Set Steps of Mine to 20000", found.Properties["fix.0.title"]);
    }

    [Theory]
    [InlineData(OpenCosine, "[Mine(Steps = 20000)]", "")]
    [InlineData(OpenCosine, "[Mine(Steps = 20000)]", "[ScheduleTraits(Restarts = true)]")]
    [InlineData("(1 + Math.Cos(Math.PI * t / 4000)) / 2", "[Mine]", "[ScheduleTraits(Restarts = true)]")]
    // It swings by less than a tenth.
    [InlineData("1 + 0.04 * Math.Sin(t / 100.0)", "[Mine]", "")]
    public void And_one_that_is_well(string formula, string schedules, string traits) =>
        UserSchedules.Verify(formula, "[AdamW]\n" + schedules + "\n[TrainingPlan(Steps = 20000)]", null, traits, "ODSL208");

    [Theory]
    [InlineData("1 + 0.06 * Math.Sin(t / 100.0)")]
    [InlineData("t < 1000 ? 1 : t < 2000 ? 0.5 : 0.7")]
    public void Other_climbs(string formula) => UserSchedules.Verify(formula, "[AdamW]\n[{|ODSL302:Mine|}]\n[TrainingPlan(Steps = 20000)]", DiagnosticSeverity.Warning, "", "ODSL208");

    [Theory]
    // What comes next is of the base rate again.
    [InlineData("[CosineDecay(Steps = 1000, Floor = 0.1)]\n[{|ODSL302:Constant|}]", DiagnosticSeverity.Warning)]
    [InlineData("[CosineDecay(Steps = 1000, Floor = 0.1)]\n[Constant(Factor = 0.1)]", null)]
    [InlineData("[CosineDecay(Steps = 1000)]\n[{|ODSL302:CosineDecay(Steps = 1000)|}]", DiagnosticSeverity.Info)]
    [InlineData("[CosineRestarts(PeriodSteps = 1000, Multiplier = 2)]", null)]
    [InlineData("[Cyclic(UpSteps = 500)]", null)]
    [InlineData("[PiecewiseConstant(AtSteps = new long[] { 100, 200 }, Factors = new[] { 0.1, 1 })]", null)]
    // A second warmup is one that says so.
    [InlineData("[LinearWarmup(Steps = 100)]\n[CosineDecay(Steps = 1000)]\n[LinearWarmup(Steps = 100)]\n[CosineDecay(Steps = 1000)]", null)]
    public void Of_the_library_s(string schedules, DiagnosticSeverity? severity) => Verify.Recipe("[Sgd]\n" + schedules + "\n[TrainingPlan(Steps = 3000)]", severity, "ODSL303", "ODSL305", "ODSL308");

    [Fact]
    public void It_can_be_put_right_where_it_begins() =>
        Assert.Equal("Set Factor of Constant to 0.1", Assert.Single(Verify.Recipe("[Sgd]\n[CosineDecay(Steps = 1000, Floor = 0.1)]\n[{|ODSL302:Constant|}]", DiagnosticSeverity.Warning)).Properties["fix.0.title"]);

    [Theory]
    [InlineData("1 / Math.Sqrt(t)", "[TrainingPlan(Steps = 1000)]", DiagnosticSeverity.Error)]
    [InlineData("1 / Math.Sqrt(t)", "", DiagnosticSeverity.Error)]
    [InlineData("0.0 / t", "", DiagnosticSeverity.Error)]
    [InlineData("100 / t", "", DiagnosticSeverity.Error)]
    [InlineData("double.NaN", "", DiagnosticSeverity.Error)]
    [InlineData("1 - t / 999.0", "[TrainingPlan(Steps = 1001)]", DiagnosticSeverity.Error)]
    [InlineData("Math.Sqrt(700 - t)", "[TrainingPlan(Steps = 1000)]", DiagnosticSeverity.Error)]
    // How far the run goes is not known.
    [InlineData("1 - t / 999.0", "", DiagnosticSeverity.Info)]
    public void No_curve(string formula, string plan, DiagnosticSeverity severity) => UserSchedules.Verify(formula, $"[Sgd]\n[{{|ODSL307:Mine|}}]\n{plan}", severity, "", "ODSL001", "ODSL604");

    [Theory]
    [InlineData("1 / Math.Sqrt(t + 1)", "[TrainingPlan(Steps = 1000)]")]
    [InlineData("1 - t / 999.0", "[TrainingPlan(Steps = 1000)]")]
    // Rounding is no sign.
    [InlineData("0.1 + 0.2 - 0.3 * Math.Min(t, 1) - 0.3 * (1 - Math.Min(t, 1)) - 1e-16 + Math.Max(0, 1 - t / 900.0)", "[TrainingPlan(Steps = 990)]")]
    public void A_curve(string formula, string plan) => UserSchedules.Verify(formula, $"[Sgd]\n[Mine]\n{plan}", null, "", "ODSL305");

    [Fact]
    public void Their_messages()
    {
        string Say(string formula) => Assert.Single(UserSchedules.Verify(formula, "[Sgd]\n[LinearWarmup(Steps = 10)]\n[{|ODSL307:Mine|}]\n[TrainingPlan(Steps = 1000)]", DiagnosticSeverity.Error)).GetMessage(null);
        Assert.Equal("The factor of Mine is infinite at step 10 (t = 0), which destroys the parameters. Count from 1: use t + 1 where it divides by t.", Say("1 / Math.Sqrt(t)"));
        Assert.Equal("The factor of Mine is -0.01 at step 111 (t = 101), so the rule goes uphill from there. Stop it at 0.", Say("1 - t / 100.0"));
    }

    [Theory]
    [InlineData("[MultiStepDecay(AtSteps = new long[0])]")]
    [InlineData("[PiecewiseLinear]")]
    [InlineData("[PiecewiseConstant(AtSteps = new long[] { 1 })]")]
    [InlineData("[LinearWarmup(Steps = long.MaxValue)]\n[LinearDecay(Steps = long.MaxValue)]\n[Constant]")]
    [InlineData("[CosineDecay(Steps = long.MaxValue)]\n[TrainingPlan(Steps = long.MaxValue)]")]
    [InlineData("[CosineDecay(Steps = 1)]\n[TrainingPlan(Steps = 1)]")]
    [InlineData("[CosineDecay(Steps = 100)]\n[TrainingPlan(Steps = long.MaxValue, StepsPerEpoch = 1)]\n[AccumulateGradients(Steps = 2147483647)]")]
    [InlineData("[StepDecay(EverySteps = 1e-300)]")]
    [InlineData("[StepDecay(EverySteps = double.NaN)]")]
    [InlineData("[Constant(Factor = double.NaN)]")]
    [InlineData("[Constant(Factor = double.MaxValue)]\n[TrainingPlan(Steps = 10)]")]
    [InlineData("[Cyclic(UpSteps = 1e-9)]\n[Chebyshev(Condition = 1e300, PeriodSteps = 65536)]")]
    public void Odd_input_throws_nothing(string schedules) => Assert.NotNull(Analysis.Of($"{Rules.Usings}\n[Optimizer]\n[AdamW]\n{schedules}\npublic sealed partial class Recipe;\n"));
}
