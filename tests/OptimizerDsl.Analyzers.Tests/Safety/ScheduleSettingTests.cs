using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>304 and 313: schedules that do nothing, or stand beside a rule that needs none.</summary>
public sealed class ScheduleSettingTests
{
    [Theory]
    [InlineData("[StepDecay({|ODSL304:Factor = 1|}, EverySteps = 100)]", DiagnosticSeverity.Warning)]
    [InlineData("[MultiStepDecay({|ODSL304:Factor = 1|}, AtSteps = new long[] { 100 })]", DiagnosticSeverity.Warning)]
    [InlineData("[{|ODSL304:ExponentialDecay|}]", DiagnosticSeverity.Warning)]
    [InlineData("[BoldDriver({|ODSL304:Down = 1|})]", DiagnosticSeverity.Warning)]
    [InlineData("[StepDecay(Factor = 0.999, EverySteps = 100)]", null)]
    [InlineData("[Cyclic(UpSteps = 100)]", null)]
    // Outside of their ranges, which is said once.
    [InlineData("[StepDecay({|ODSL304:Factor = 1.5|}, EverySteps = 100)]", DiagnosticSeverity.Error)]
    [InlineData("[StepDecay({|ODSL304:Factor = 0|}, EverySteps = 100)]", DiagnosticSeverity.Error)]
    [InlineData("[ReduceOnPlateau(Factor = 1)]", null)]
    public void A_factor_of_decay(string schedules, DiagnosticSeverity? severity) => Verify.Recipe("[Sgd]\n" + schedules, severity, "ODSL002", "ODSL004", "ODSL311", "ODSL001", "ODSL101");

    [Theory]
    [InlineData("{|ODSL304:Factor = 1.01|}", DiagnosticSeverity.Warning)]
    [InlineData("{|ODSL304:Factor = 1|}", DiagnosticSeverity.Warning)]
    [InlineData("{|ODSL304:Factor = 0|}", DiagnosticSeverity.Error)]
    [InlineData("{|ODSL304:Factor = -0.5|}", DiagnosticSeverity.Error)]
    [InlineData("Factor = 0.99", null)]
    public void Of_a_user_s_schedule(string argument, DiagnosticSeverity? severity) => UserSchedules.VerifyTypes(
        """
        public sealed partial class MineAttribute : ScheduleAttribute
        {
            [DecayFactor] public double Factor { get; set; } = 0.9;
            public override double ScaleAt(long t) => Math.Pow(Factor, t / 1000);
        }
        """, $"[Sgd]\n[Mine({argument})]", severity, "ODSL307", "ODSL604");

    // Heavy ball beside the averaging that it claims to do.
    private const string Averaging = """
        [SafeLearningRate(Usual = 0.1)]
        [RuleTraits(IsScheduleFree = true)]
        public sealed partial class AveragingAttribute : UpdateRuleAttribute
        {
            public double Beta { get; set; } = 0.9;
            public double Heavy { get; set; }
            public void Update(ref Real w, Real g, ref Real m, StepInfo step)
            {
                m = Heavy * m + g;
                w -= step.LearningRate * m;
            }
        }
        """;

    [Theory]
    [InlineData("[Averaging]\n[{|ODSL313:CosineDecay(Steps = 1000)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[Averaging]\n[LinearWarmup(Steps = 100)]\n[{|ODSL313:LinearDecay(Steps = 1000, Floor = 0.89)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[Averaging]\n[LinearWarmup(Steps = 100)]\n[LinearDecay(Steps = 1000, Floor = 0.9)]", null)]
    [InlineData("[Averaging]\n[LinearWarmup(Steps = 100)]\n[Constant]", null)]
    [InlineData("[Averaging]", null)]
    [InlineData("[Averaging({|ODSL313:Heavy = 0.9|})]", DiagnosticSeverity.Warning)]
    [InlineData("[Averaging(Heavy = 0.3)]", null)]
    [InlineData("[Sgd(Momentum = 0.9)]\n[CosineDecay(Steps = 1000)]", null)]
    public void A_rule_that_averages_by_itself(string attributes, DiagnosticSeverity? severity) => UserSchedules.VerifyTypes(Averaging, attributes, severity, "ODSL603");

    [Theory]
    [InlineData("[ScheduleFreeSgd]\n[LinearWarmup(Steps = 100)]\n[Constant]", null)]
    [InlineData("[ScheduleFreeAdamW]\n[LinearWarmup(Steps = 100)]\n[Constant]", null)]
    [InlineData("[ScheduleFreeSgd]\n[{|ODSL313:CosineDecay(Steps = 1000)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[ScheduleFreeAdamW]\n[{|ODSL313:CosineDecay(Steps = 1000)|}]", DiagnosticSeverity.Warning)]
    public void The_library_s_rules_that_do(string attributes, DiagnosticSeverity? severity) => Verify.Recipe(attributes, severity);
}
