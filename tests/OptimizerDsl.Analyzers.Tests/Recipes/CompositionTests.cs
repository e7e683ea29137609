using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Recipes;

/// <summary>ODSL904, ODSL906, ODSL908 and ODSL909: what the attributes of a recipe say together.</summary>
public sealed class CompositionTests
{
    private const string Fragments = """
        public sealed partial class NoUsualAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g; }
        [SafeLearningRate(Notice = 1)] public sealed partial class OnlyNoticeAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g; }
        [SafeLearningRate(Usual = 0.1)] public abstract class BaseAttribute : UpdateRuleAttribute;
        public sealed partial class InheritedAttribute : BaseAttribute { public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g; }
        public sealed partial class LengthyAttribute : ScheduleAttribute { public override double ScaleAt(long t) => t < Steps ? 1 : 0.5; }
        public sealed partial class LengthInHelperAttribute : ScheduleAttribute { private double Part(long t) => (double)t / Steps; public override double ScaleAt(long t) => 1 - Part(t); }
        public sealed partial class LengthFreeAttribute : ScheduleAttribute { public double Rate { get; set; } = 1; public override double ScaleAt(long t) => 1 / (1 + Rate * t); }
        public sealed partial class LoopingAttribute : ScheduleAttribute { public long[] AtSteps { get; set; } = []; public override double ScaleAt(long t) { double s = 1; foreach (long at in AtSteps) { if (t >= at) s *= 0.5; } return s; } }

        """;

    [Theory]
    [InlineData("[Optimizer] public sealed partial class {|ODSL904:Recipe|};")]
    [InlineData("[Optimizer] [Constant] public sealed partial class {|ODSL904:Recipe|};")]
    [InlineData("[Optimizer] [ClipByGlobalNorm(1)] public sealed partial class {|ODSL904:Recipe|};")]
    [InlineData("[Optimizer] [Sgd] [{|ODSL904:AdamW|}] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [Sgd] [{|ODSL904:Sgd|}] public sealed partial class Recipe;")]
    [InlineData("[Optimizer, Sgd, {|ODSL904:AdamW(LearningRate = 1e-3)|}, {|ODSL904:Sgd|}] public sealed partial class Recipe;")]
    public void A_recipe_has_one_rule(string source) => Verify.Source(Rules.Usings + source);

    [Theory]
    [InlineData("[Optimizer] [Sgd] public sealed partial class Recipe; [{|ODSL906:Constant|}] partial class Recipe;")]
    [InlineData("[Optimizer] public sealed partial class Recipe; [Sgd] partial class Recipe; [{|ODSL906:ClipByGlobalNorm(1)|}] partial class Recipe;")]
    [InlineData("[Optimizer, Sgd] public sealed partial class Recipe; [Obsolete] partial class Recipe;")]
    public void Fragments_stand_on_one_declaration(string source) => Verify.Source(Rules.Usings + source);

    [Fact]
    public void Fragments_stand_in_one_file() => Verify.Source(
        Rules.Usings + "[Optimizer] [ClipByGlobalNorm(1)] public sealed partial class Recipe;",
        Rules.Usings + "[{|ODSL906:Sgd|}] partial class Recipe;");

    [Theory]
    [InlineData("[Optimizer] [{|ODSL908:NoUsual|}] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [{|ODSL908:NoUsual(LearningRate = double.NaN)|}] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [{|ODSL908:OnlyNotice|}] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [NoUsual(LearningRate = 1)] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [OnlyNotice({|ODSL001:LearningRate = 0|})] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [Inherited] public sealed partial class Recipe;")]
    public void A_rule_or_its_recipe_names_a_rate(string source) => Verify.Source(Rules.Usings + Fragments + source);

    [Theory]
    [InlineData("[{|ODSL909:Constant|}] [Constant]")]
    [InlineData("[{|ODSL909:LinearWarmup|}] [CosineDecay(Steps = 10)]")]
    [InlineData("[{|ODSL909:LinearWarmup(Steps = 0)|}] [CosineDecay(Steps = 10)]")]
    [InlineData("[LinearWarmup(Steps = 5)] [{|ODSL909:CosineDecay|}]")]
    [InlineData("[{|ODSL909:LinearWarmup|}] [{|ODSL909:CosineDecay(Steps = 0)|}]")]
    [InlineData("[{|ODSL909:Lengthy|}]")]
    [InlineData("[{|ODSL909:LengthInHelper|}]")]
    [InlineData("[Lengthy(Steps = 7)]")]
    [InlineData("[LengthFree]")]
    [InlineData("[{|ODSL909:LengthFree|}] [LengthFree]")]
    [InlineData("[LengthFree(Steps = 3)] [{|ODSL302:LengthFree(Rate = 2)|}]")]
    [InlineData("[Looping]")]
    [InlineData("[Looping(AtSteps = new long[] { 3, 5 })]")]
    [InlineData("[Constant]")]
    [InlineData("[LinearWarmup(Steps = 5)] [Constant]")]
    [InlineData("[LinearWarmup(Steps = 5)] [InverseSqrtDecay(Shift = 5)]")]
    public void Schedules_end_where_another_begins(string schedules) =>
        Verify.Source(Rules.Usings + Fragments + "[Optimizer] [Sgd] " + schedules + " public sealed partial class Recipe;");
}
