using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>308 and 309: schedules that are shorter or longer than the plan.</summary>
public sealed class PlanLengthTests
{
    [Theory]
    [InlineData("[CosineDecay({|ODSL308:Steps = 9500|})]", DiagnosticSeverity.Info)]
    [InlineData("[LinearWarmup(Steps = 500)]\n[CosineDecay({|ODSL308:Steps = 9400|})]", DiagnosticSeverity.Info)]
    [InlineData("[CosineDecay({|ODSL308:Steps = 12000|})]", DiagnosticSeverity.Info)]
    [InlineData("[CosineDecay(Steps = 10000)]\n[{|ODSL308:Constant(Factor = 0, Steps = 10)|}]", DiagnosticSeverity.Info)]
    [InlineData("[CosineDecay(Steps = 10000)]", null)]
    [InlineData("[LinearWarmup(Steps = 500)]\n[CosineDecay(Steps = 9500)]", null)]
    [InlineData("[CosineDecay]", null)]
    // Its length changes nothing.
    [InlineData("[Constant(Steps = 9000)]", null)]
    [InlineData("[ExponentialDecay(Rate = 0.9999, Steps = 9000)]", null)]
    [InlineData("[OneCycle({|ODSL309:Steps = 9999|})]", DiagnosticSeverity.Warning)]
    [InlineData("[OneCycle({|ODSL309:Epochs = 9|})]", DiagnosticSeverity.Warning)]
    [InlineData("[OneCycle({|ODSL308:Steps = 12000|})]", DiagnosticSeverity.Info)]
    [InlineData("[OneCycle(Steps = 10000)]", null)]
    [InlineData("[OneCycle]", null)]
    [InlineData("[OneCycle(Steps = 9000)]\n[Constant(Factor = 4e-6)]", null)]
    public void Lengths(string schedules, DiagnosticSeverity? severity) => Verify.Recipe($"[Sgd]\n{schedules}\n[TrainingPlan(Steps = 10000, StepsPerEpoch = 1000)]", severity, "ODSL303");

    [Theory]
    [InlineData("[OneCycle({|ODSL309:Steps = 9999|})]", "Set Steps of OneCycle to 10000")]
    [InlineData("[OneCycle({|ODSL309:Epochs = 9|})]", "Set Epochs of OneCycle to 10")]
    public void Their_fix_keeps_the_unit(string schedules, string title) =>
        Assert.Equal(title, Assert.Single(Verify.Recipe($"[Sgd]\n{schedules}\n[TrainingPlan(Steps = 10000, StepsPerEpoch = 1000)]", DiagnosticSeverity.Warning)).Properties["fix.0.title"]);

    [Fact]
    public void Of_a_user_s_schedule()
    {
        const string Decay = "Math.Max(0.1, 1 - 0.9 * t / Steps)";
        UserSchedules.Verify(Decay, "[Sgd]\n[Mine({|ODSL308:Steps = 900|})]\n[TrainingPlan(Steps = 1000)]", DiagnosticSeverity.Info);
        UserSchedules.Verify(Decay, "[Sgd]\n[Mine({|ODSL309:Steps = 900|})]\n[TrainingPlan(Steps = 1000)]", DiagnosticSeverity.Warning, "[ScheduleTraits(IsBounded = true)]");
    }
}
