using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>401, 402 and 403: weight decay that flips, that is scaled like a gradient, or that forgets too fast.</summary>
public sealed class DecayTests
{
    private const string Own = Rules.Usings + """
        [SafeLearningRate(Usual = 0.1)]
        public sealed partial class OwnAttribute : UpdateRuleAttribute
        {
            public double Forget { get; set; }
            public double Pull { get; set; }
            public bool Apart { get; set; }
            public void Update(ref Real w, Real g, ref Real v, StepInfo step)
            {
                Real d = g;
                if (!Apart) d += Pull * w;
                v = 0.9 * v + 0.1 * d * d;
                w *= 1 - step.LearningRate * (Apart ? Pull + Forget : Forget);
                w -= step.LearningRate * (d / (Real.Sqrt(v) + 1e-12));
            }
        }

        public sealed partial class PenaltyAttribute(double by) : GradientTransformAttribute
        {
            public double By { get; } = by;
            public Real Apply(Real g, Real w) => g + By * w;
        }


        """;

    [Theory]
    [InlineData("[AdamW(LearningRate = 0.01, {|ODSL401:WeightDecay = 201|})]", DiagnosticSeverity.Error)]
    [InlineData("[AdamW(LearningRate = 0.01, {|ODSL401:WeightDecay = 150|})]", DiagnosticSeverity.Warning)]
    [InlineData("[AdamW(LearningRate = 0.01, {|ODSL401:WeightDecay = 100|})]", DiagnosticSeverity.Warning)]
    [InlineData("[AdamW(LearningRate = 0.01, WeightDecay = 99)]", null)]
    // The peak of the schedule counts.
    [InlineData("[AdamW(LearningRate = 0.01, {|ODSL401:WeightDecay = 99|})]\n[Constant(Factor = 2.1)]", DiagnosticSeverity.Error, "ODSL101")]
    [InlineData("[Sgd(LearningRate = 0.1, {|ODSL401:WeightDecay = 25|})]", DiagnosticSeverity.Error)]
    // With momentum, what overshoots at first comes to rest all the same.
    [InlineData("[Sgd(LearningRate = 0.1, Momentum = 0.9, {|ODSL401:WeightDecay = 25|})]", DiagnosticSeverity.Warning)]
    [InlineData("[Adan(LearningRate = 0.01, WeightDecay = 1000)]", null)]
    [InlineData("[LaProp(LearningRate = 1e-4, {|ODSL401:WeightDecay = 1|})]", DiagnosticSeverity.Warning)]
    [InlineData("[Adopt(LearningRate = 1e-4, DecoupledDecay = true, {|ODSL401:WeightDecay = 3e4|})]", DiagnosticSeverity.Error)]
    [InlineData("[AdamW(LearningRate = 0.01, {|ODSL002:WeightDecay = -1|})]", DiagnosticSeverity.Error)]
    public void Weights_that_flip(string attributes, DiagnosticSeverity? severity, params string[] besides) => Verify.Recipe(attributes, severity, ["ODSL208", .. besides]);

    [Theory]
    [InlineData("[Adam(LearningRate = 1e-4, {|ODSL402:WeightDecay = 0.01|})]", "Use AdamW")]
    [InlineData("[NAdam(LearningRate = 1e-4, {|ODSL402:WeightDecay = 0.01|})]", "Use NAdamW")]
    [InlineData("[Adopt(LearningRate = 1e-4, {|ODSL402:WeightDecay = 0.01|})]", "Set DecoupledDecay to true")]
    [InlineData("[RMSprop({|ODSL402:WeightDecay = 0.01|})]", null)]
    [InlineData("[{|ODSL402:L2(0.01)|}]\n[Adam(LearningRate = 1e-4)]", null)]
    [InlineData("[{|ODSL402:L2(0.01)|}]\n[SignSgd]", null)]
    public void Decay_that_is_divided_away(string attributes, string? fix)
    {
        Diagnostic diagnostic = Assert.Single(Verify.Recipe(attributes, DiagnosticSeverity.Info));
        Assert.Equal(fix is null ? [] : [fix], FixText.Read(diagnostic.Properties).Select(f => f.Title));
    }

    [Theory]
    [InlineData("[AdamW(LearningRate = 1e-4, WeightDecay = 0.01)]")]
    [InlineData("[Adam(LearningRate = 1e-4)]")]
    [InlineData("[Adopt(LearningRate = 1e-4, WeightDecay = 0.01, DecoupledDecay = true)]")]
    [InlineData("[Sgd(WeightDecay = 0.01)]")]
    [InlineData("[L2(0.01)]\n[Sgd]")]
    [InlineData("[ClipByGlobalNorm(1)]\n[AddNoise(0.1)]\n[Adam(LearningRate = 1e-4)]")]
    public void Decay_that_is_not(string attributes) => Verify.Recipe(attributes, null);

    [Theory]
    [InlineData("[AdamW(LearningRate = 0.001, {|ODSL403:WeightDecay = 20|})]", DiagnosticSeverity.Warning)]
    [InlineData("[AdamW(LearningRate = 0.001, {|ODSL403:WeightDecay = 2|})]", DiagnosticSeverity.Info)]
    [InlineData("[AdamW(LearningRate = 0.001, WeightDecay = 0.99)]", null)]
    public void Decay_within_an_epoch(string attributes, DiagnosticSeverity? severity) =>
        Verify.Recipe(attributes + "\n[TrainingPlan(StepsPerEpoch = 1000, Epochs = 10)]", severity, "ODSL208");

    [Theory]
    [InlineData("[AdamW(LearningRate = 0.01, WeightDecay = 300)]\n[TrainingPlan(Steps = 1000)]", "WeightDecay 300 of AdamW at rate 0.01 multiplies weights by -2 in a step, so each flips and grows without bound. Use 0.1.", "Set WeightDecay to 0.1")]
    [InlineData("[AdamW(LearningRate = 1e-4, WeightDecay = 200)]\n[TrainingPlan(StepsPerEpoch = 1000, Epochs = 10)]", "WeightDecay 200 of AdamW at rate 0.0001 forgets weights within 50 steps, which is less than an epoch of 1000. Use 1.", "Set WeightDecay to 1")]
    public void The_decay_that_is_offered_forgets_over_the_run(string attributes, string sentence, string fix)
    {
        Diagnostic diagnostic = Assert.Single(Analysis.Of($"{Rules.Usings}[Optimizer]\n{attributes}\npublic sealed partial class Recipe;").Diagnostics, d => d.Id is "ODSL401" or "ODSL403");
        Assert.Equal(sentence, diagnostic.GetMessage(null));
        Assert.Equal(fix, Assert.Single(FixText.Read(diagnostic.Properties)).Title);
    }

    [Theory]
    [InlineData("[Own({|ODSL401:Forget = 21|})]", DiagnosticSeverity.Error)]
    [InlineData("[Own({|ODSL401:Forget = -1|})]", DiagnosticSeverity.Error)]
    [InlineData("[Own({|ODSL401:Forget = 10|})]", DiagnosticSeverity.Warning)]
    [InlineData("[Own(Forget = 9)]", DiagnosticSeverity.Warning)]
    [InlineData("[Own({|ODSL402:Pull = 0.1|})]", DiagnosticSeverity.Info)]
    [InlineData("[Own(Pull = 0.1, Apart = true)]", DiagnosticSeverity.Info)]
    [InlineData("[{|ODSL402:Penalty(0.1)|}]\n[Own]", DiagnosticSeverity.Info)]
    [InlineData("[Penalty(0)]\n[Own]", DiagnosticSeverity.Info)]
    public void A_rule_of_the_user(string attributes, DiagnosticSeverity severity) =>
        Assert.All(Verify.Judged($"{Own}[Optimizer]\n{attributes}\npublic sealed partial class Recipe;"), d => Assert.Equal(severity, d.Severity));
}
