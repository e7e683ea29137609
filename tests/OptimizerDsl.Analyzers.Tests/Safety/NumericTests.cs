using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>202, 203, 207 and 208: numbers that vanish or dominate, and a start at full rate.</summary>
public sealed class NumericTests
{
    private const string Own = Rules.Usings + """
        [SafeLearningRate(Usual = 0.01)]
        public sealed partial class OwnAttribute : UpdateRuleAttribute
        {
            public double Tiny { get; set; } = 1e-6;
            public double Waits { get; set; } = 1;
            public double Shrink { get; set; }
            public long Needs { get; set; }
            public override long RecommendedWarmup => 2 * Needs;
            public void Update(ref Real w, Real g, ref Real v, StepInfo step)
            {
                v = v + g * g;
                w *= 1 - step.LearningRate * Shrink;
                if (step.Count > Waits) w -= step.LearningRate * (g / (Real.Sqrt(v) + Tiny));
            }
        }


        """;

    [Theory]
    [InlineData("[Adam(LearningRate = 1e-4, {|ODSL202:Epsilon = 1e-46|})]", DiagnosticSeverity.Error)]
    [InlineData("[Adam(LearningRate = 1e-4, {|ODSL202:Epsilon = 1e39|})]", DiagnosticSeverity.Error, "ODSL203")]
    [InlineData("[Adam(LearningRate = 1e-4, Epsilon = 1e-45)]", null)]
    [InlineData("[Adam(LearningRate = 1e-4, Epsilon = 0)]", null)]
    [InlineData("[AdaBelief(LearningRate = 1e-4)]", null)]
    // A value that no element meets stays a double.
    [InlineData("[Asgd(AverageAfter = 1e300)]", null)]
    public void What_the_element_type_cannot_hold(string attributes, DiagnosticSeverity? severity, params string[] besides) => Verify.Recipe(attributes, severity, besides);

    [Fact]
    public void In_double_there_is_room() => Verify.Judged(Rules.Usings + "[Optimizer(ElementType = ElementType.Double)] [Adam(LearningRate = 1e-4, Epsilon = 1e-46)] public sealed partial class Recipe;");

    [Theory]
    [InlineData("[RMSprop(Epsilon = 0.01)]", null)]
    [InlineData("[RMSprop({|ODSL203:Epsilon = 0.011|})]", DiagnosticSeverity.Info)]
    [InlineData("[RMSprop({|ODSL203:Epsilon = 1|}, Momentum = 0.9)]", DiagnosticSeverity.Info)]
    [InlineData("[Adam(LearningRate = 1e-4, {|ODSL203:Epsilon = 0.1|})]", DiagnosticSeverity.Info)]
    // What counts for little after some steps does not dominate, nor does what scales all gradients alike.
    [InlineData("[Adagrad(InitialAccumulator = 0.1)]", null)]
    [InlineData("[Adam(LearningRate = 1e-4, Beta1 = 0.5, Beta2 = 0.9)]", null)]
    [InlineData("[Sgd(Momentum = 0.9, WeightDecay = 0.1)]", null)]
    public void What_outweighs_the_root(string attributes, DiagnosticSeverity? severity) => Verify.Recipe(attributes, severity);

    [Theory]
    [InlineData("[AdamW(LearningRate = 1e-5, {|ODSL207:WeightDecay = 1e-3|})]", DiagnosticSeverity.Info)]
    [InlineData("[AdamW(LearningRate = 3e-6, WeightDecay = 0.01)]", null)]
    [InlineData("[AdamW(LearningRate = 1e-5, WeightDecay = 0)]", null)]
    [InlineData("[Lion(LearningRate = 1e-6, {|ODSL207:WeightDecay = 0.01|})]", DiagnosticSeverity.Info)]
    // Here the decay is part of the gradient, and lost with none of it.
    [InlineData("[Sgd(LearningRate = 1e-5, WeightDecay = 1e-4)]", null)]
    public void A_decay_that_is_rounded_away(string attributes, DiagnosticSeverity? severity) => Verify.Recipe(attributes, severity);

    [Theory]
    [InlineData("[{|ODSL208:AdamW|}]")]
    [InlineData("[Adam({|ODSL208:LearningRate = 0.001|}, Beta2 = 0.99)]")]
    [InlineData("[{|ODSL208:AdamW|}]\n[CosineDecay(Steps = 1000)]")]
    public void A_start_at_full_rate(string attributes) => Verify.Recipe(attributes, DiagnosticSeverity.Info);

    [Theory]
    [InlineData("[Adam(LearningRate = 0.001, Beta2 = 0.98)]")]
    [InlineData("[Adam(LearningRate = 0.00099)]")]
    [InlineData("[AdamW]\n[LinearWarmup(Steps = 10)]")]
    [InlineData("[AdamW]\n[TrainingPlan(Steps = 9)]")]
    [InlineData("[RAdam]")]
    [InlineData("[Sgd]")]
    [InlineData("[Own(Needs = -5)]")]
    [InlineData("[Own(LearningRate = 0.009, Needs = 5)]")]
    public void A_start_that_is_none(string attributes) =>
        Assert.DoesNotContain("ODSL208", Analysis.Of($"{Own}[Optimizer]\n{attributes}\npublic sealed partial class Recipe;").Ids);

    [Theory]
    [InlineData("[AdamW]", "AdamW begins with its full rate of 0.001, when it has hardly measured the gradients. Let the rate rise over 2000 steps.", "LinearWarmup(Steps = 2000)", 1)]
    [InlineData("[AdamW]\n[CosineDecay]\n[TrainingPlan(Steps = 5000)]", "AdamW begins with its full rate of 0.001, when it has hardly measured the gradients. Let the rate rise over 500 steps.", "LinearWarmup(Steps = 500)", 2)]
    public void The_warmup_that_is_offered(string attributes, string sentence, string text, int before)
    {
        Diagnostic diagnostic = Assert.Single(Analysis.Of($"{Rules.Usings}[Optimizer]\n{attributes}\npublic sealed partial class Recipe;").Diagnostics, d => d.Id == "ODSL208");
        Assert.Equal(sentence, diagnostic.GetMessage(null));
        Assert.Equal(new(FixKind.InsertBefore, before, text, "Add " + text), Assert.Single(FixText.Read(diagnostic.Properties)));
    }

    [Theory]
    [InlineData("[Own({|ODSL202:Tiny = 1e-60|})]", DiagnosticSeverity.Error)]
    [InlineData("[Own(Tiny = 0.5, Waits = 1e300)]", null)]
    [InlineData("[Own({|ODSL203:Tiny = 0.5|})]", DiagnosticSeverity.Info)]
    [InlineData("[Own(Waits = 0, {|ODSL207:Shrink = 1e-7|})]", DiagnosticSeverity.Info)]
    [InlineData("[{|ODSL208:Own(Needs = 5)|}]", DiagnosticSeverity.Info)]
    public void A_rule_of_the_user(string attributes, DiagnosticSeverity? severity)
    {
        Assert.All(Verify.Judged($"{Own}[Optimizer]\n{attributes}\npublic sealed partial class Recipe;"), d => Assert.Equal(severity, d.Severity));
    }
}
