using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>002, 004, 304 and 311: values outside of the range that their property declares.</summary>
public sealed class RangeTests
{
    private const string Own = Rules.Usings + """
        [SafeLearningRate(Usual = 0.1)]
        public sealed partial class OwnAttribute : UpdateRuleAttribute
        {
            [ValidRange(0.25, 0.75, MinimumIsExclusive = true, IfBelow = "nothing is left")] public double Part { get; set; } = 0.5;
            [ValidRange(1, 9)] public long Every { get; set; } = 3;
            public void Update(ref Real w, Real g, StepInfo step) { if (step.Count % Every == 0) w -= step.LearningRate * Part * g; }
        }

        public sealed partial class FadeAttribute : ScheduleAttribute
        {
            [DecayFactor, ValidRange(0, 1, MinimumIsExclusive = true)] public double Rate { get; set; } = 0.5;
            [ValidRange(0, 2)] public double[] Parts { get; set; } = [];
            [ValidRange(0, 100)] public long[] Times { get; set; } = [];
            public override double ScaleAt(long t) => Math.Pow(Rate, t);
        }

        public sealed partial class SlowerAttribute : MetricScheduleAttribute
        {
            [ValidRange(0, 1)] public double By { get; set; } = 0.5;
            public double Adapt(double metric, ref double last) { double factor = metric < last ? By : 1; last = metric; return factor; }
        }


        """;

    [Theory]
    [InlineData("[Sgd({|ODSL002:Momentum = 1|})]")]
    [InlineData("[Sgd(LearningRate = 1e-3, {|ODSL002:Momentum = -0.1|}, {|ODSL002:WeightDecay = -1e-4|})]")]
    [InlineData("[Sgd({|ODSL002:WeightDecay = double.NaN|})]")]
    [InlineData("[AdamW(LearningRate = 1e-4, {|ODSL002:Beta2 = 1|})]")]
    [InlineData("[AdamW(LearningRate = 1e-4, {|ODSL002:Epsilon = double.PositiveInfinity|})]")]
    [InlineData("[Sgd]\n[Ema({|ODSL002:1|})]")]
    [InlineData("[Sgd]\n[Ema({|ODSL002:decay: 1.5|})]")]
    [InlineData("[Sgd]\n[Lookahead({|ODSL002:Every = 0|})]")]
    [InlineData("[Sgd]\n[Swa(1, {|ODSL002:0|})]")]
    [InlineData("[ClipByGlobalNorm({|ODSL004:0|})]\n[Sgd]")]
    [InlineData("[ClipByValue({|ODSL004:-1|})]\n[Sgd]")]
    [InlineData("[SkipAbove({|ODSL004:0|})]\n[Sgd]")]
    [InlineData("[Sgd]\n[PolynomialDecay(Steps = 10, {|ODSL004:Power = 0|})]")]
    [InlineData("[Sgd]\n[TrainingPlan(Steps = 10, {|ODSL004:BatchSize = -1|})]")]
    [InlineData("[Sgd]\n[TrainingPlan({|ODSL004:Curvature = double.NaN|})]")]
    [InlineData("[Sgd]\n[ReduceOnPlateau({|ODSL311:Factor = 1|})]")]
    [InlineData("[Sgd]\n[ReduceOnPlateau({|ODSL311:Floor = 2|})]")]
    public void A_value_outside(string attributes) => Verify.Recipe(attributes, DiagnosticSeverity.Error);

    [Theory]
    [InlineData("[Sgd(Momentum = 0.9999999)]", "ODSL102", "ODSL111")]
    [InlineData("[Sgd(Momentum = 0, WeightDecay = 0)]")]
    [InlineData("[ClipByGlobalNorm(1e-9)]\n[Sgd]")]
    [InlineData("[ClipByGlobalNorm(double.PositiveInfinity)]\n[Sgd]")]
    [InlineData("[Sgd]\n[Lookahead(Every = 1, Alpha = 1)]")]
    [InlineData("[Sgd]\n[TrainingPlan(BatchSize = 0, Curvature = 0)]")]
    [InlineData("[Sgd]\n[ReduceOnPlateau(Factor = 0.99, Floor = 1)]")]
    public void A_value_at_the_bound_or_inside(string attributes, params string[] besides) => Verify.Recipe(attributes, null, besides);

    [Theory]
    [InlineData("[Sgd(Momentum = 1)]", "Momentum 1 of Sgd is outside [0, 1): the velocity never decays and training diverges. Use 0.9.", "Set Momentum to 0.9")]
    [InlineData("[Sgd(WeightDecay = -0.1)]", "WeightDecay -0.1 of Sgd is outside [0, ∞): weights grow instead of decaying. Use 0 or more.", "Set WeightDecay to 0")]
    [InlineData("[ClipByGlobalNorm(0)]\n[Sgd]", "MaxNorm 0 of ClipByGlobalNorm is outside (0, ∞): gradients vanish or turn around. Use 1.", "Set MaxNorm to 1")]
    [InlineData("[SkipAbove(0)]\n[Sgd]", "MaxNorm 0 of SkipAbove is outside (0, ∞): no step ever happens. Use more than 0.", null)]
    [InlineData("[Sgd]\n[TrainingPlan(BatchSize = -1)]", "BatchSize -1 of TrainingPlan is outside [0, ∞). Use 0 or more.", "Set BatchSize to 0")]
    [InlineData("[Sgd]\n[TrainingPlan(Curvature = double.PositiveInfinity)]", "Curvature ∞ of TrainingPlan is outside [0, ∞). Use a finite number.", "Remove Curvature")]
    public void The_sentence_is_the_librarys_and_the_fix_is_sane(string attributes, string sentence, string? fix)
    {
        Diagnostic diagnostic = Assert.Single(Analysis.Of($"{Rules.Usings}[Optimizer]\n{attributes}\npublic sealed partial class Recipe;").Diagnostics);
        Assert.Equal(sentence, diagnostic.GetMessage(null));
        Assert.Equal(fix is null ? [] : [fix], FixText.Read(diagnostic.Properties).Select(f => f.Title));
    }

    [Theory]
    [InlineData("[Own({|ODSL002:Part = 0.25|})]")]
    [InlineData("[Own({|ODSL002:Every = 10|})]")]
    [InlineData("[Own(Part = 0.75, Every = 9)]")]
    [InlineData("[Own]\n[Fade({|ODSL304:Rate = 0|})]")]
    [InlineData("[Own]\n[Fade(Rate = 0.9, Parts = [0, {|ODSL004:-1|}, 2, {|ODSL004:3|}], Times = [{|ODSL004:101|}])]")]
    [InlineData("[Own]\n[Fade(Rate = 0.9, Parts = new[] { 1.0, {|ODSL004:2.5|} })]")]
    [InlineData("[Own]\n[Fade(Rate = 0.9, Parts = null!)]")]
    [InlineData("[Own]\n[Slower({|ODSL311:By = 1.5|})]")]
    public void Fragments_of_users_and_items_of_arrays(string attributes)
    {
        Assert.All(Verify.Judged($"{Own}[Optimizer]\n{attributes}\npublic sealed partial class Recipe;"), d => Assert.Equal(DiagnosticSeverity.Error, d.Severity));
    }

    [Fact]
    public void A_recipe_that_is_its_own_rule() => Verify.Judged(Rules.Usings + """
        [Optimizer(LearningRate = 0.1)]
        public sealed partial class Recipe
        {
            [ValidRange(0, 1, MaximumIsExclusive = true), Tunable({|ODSL002:Initial = 1.0|})] public partial double Beta { get; set; }
            [ValidRange(1, 9), Tunable(Initial = 3)] public partial long Every { get; set; }
            public void Update(ref Real w, Real g, ref Real m, StepInfo step)
            {
                m = Beta * m + g;
                if (step.Count % Every == 0) w -= step.LearningRate * m;
            }
        }
        """);

    [Theory]
    [InlineData("[Sgd]\n[AccumulateGradients(Steps = 0)]", "ODSL912")]
    [InlineData("[Sgd]\n[TrainingPlan(Steps = -1)]", "ODSL912")]
    [InlineData("[Sgd]\n[CosineDecay(Steps = -1)]", "ODSL909")]
    public void What_the_front_end_refuses_is_said_once(string attributes, string id)
    {
        Assert.Equal([id], Analysis.Of($"{Rules.Usings}[Optimizer]\n{attributes}\npublic sealed partial class Recipe;").Ids);
    }
}
