using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>The bounds of the schedules' diagnostics that a project may move.</summary>
public sealed class ScheduleThresholdTests
{
    private const string Plan = "\n[TrainingPlan(Steps = 10000, StepsPerEpoch = 1000)]";

    [Theory]
    [InlineData("ODSL301", "notice", 0.21, 0.19, "[Sgd]\n[LinearWarmup(Steps = 2000)]\n[Constant]")]
    [InlineData("ODSL302", "climb", 0.6, 0.4, "[Sgd]\n[Constant(Factor = 0.5, Steps = 10)]\n[Constant(Steps = 10)]\n[LinearDecay(Steps = 100, Floor = 0.5)]\n[Constant(Steps = 100)]\n[Constant]")]
    [InlineData("ODSL303", "notice", 0.6, 0.4, "[Sgd]\n[LinearWarmup(Steps = 100)]\n[Constant(Factor = 0.5)]")]
    [InlineData("ODSL305", "part", 1e-9, 1e-3, "[Sgd]\n[LinearDecay(Steps = 1000, Floor = 1e-6)]")]
    [InlineData("ODSL305", "share", 0.95, 0.5, "[Sgd]\n[LinearDecay(Steps = 1000, Floor = 1e-6)]")]
    [InlineData("ODSL305", "zeros", 0.3, 0.1, "[Sgd]\n[LinearDecay(Steps = 8000)]")]
    [InlineData("ODSL306", "weight", 0.01, 1, "[AdamW(LearningRate = 1e-8)]")]
    [InlineData("ODSL306", "share", 0.9, 0.1, "[AdamW(LearningRate = 1e-6)]\n[LinearDecay(Steps = 5000, Floor = 0.05)]")]
    [InlineData("ODSL501", "epochs", 11, 10, "[Sgd]\n[CosineDecay(Steps = 10)]")]
    public void Are_moved_by_an_option(string id, string name, double silent, double loud, string attributes)
    {
        string Option(double value) => FormattableString.Invariant($"{id}.{name} = {value}");
        Assert.Empty(Configured.Recipe(attributes + Plan, Option(silent), id));
        Assert.NotEmpty(Configured.Recipe(attributes + Plan, Option(loud), id));
    }

    [Fact]
    public void A_drop_is_a_warning_from_a_bound_on()
    {
        const string Recipe = "[Sgd]\n[LinearWarmup(Steps = 100)]\n[Constant(Factor = 0.5)]";
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(Configured.Recipe(Recipe, "ODSL303.drop = 2", "ODSL303")).Severity);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(Configured.Recipe(Recipe, "ODSL303.drop = 2.1", "ODSL303")).Severity);
    }
}
