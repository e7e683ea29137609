using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Fixes;

/// <summary>Other forms of a recipe that editors offer at its attributes.</summary>
public sealed class RefactoringTests
{
    [Theory]
    [InlineData("[$$Sgd]\n[CosineDecay]\n[TrainingPlan(Steps = 1000)]", "Add warmup of 50 steps", "[Sgd]\n[LinearWarmup(Steps = 50)]\n[CosineDecay]\n[TrainingPlan(Steps = 1000)]")]
    [InlineData("[Sgd]\n[$$TrainingPlan(Steps = 1000)]", "Add warmup of 50 steps", "[Sgd]\n[LinearWarmup(Steps = 50)]\n[TrainingPlan(Steps = 1000)]")]
    [InlineData("[Sgd]\n[$$CosineDecay(Steps = 200)]", "Add warmup of 10 steps", "[Sgd]\n[LinearWarmup(Steps = 10)]\n[CosineDecay(Steps = 200)]")]
    [InlineData("[$$Slow]", "Add warmup of 20 steps", "[LinearWarmup(Steps = 20)]\n[Slow]")]
    [InlineData("[$$Slow(Beta = 0.99)]\n[Constant]", "Add warmup of 200 steps", "[Slow(Beta = 0.99)]\n[LinearWarmup(Steps = 200)]\n[Constant]")]
    // Longer than the run would be worse than none.
    [InlineData("[$$Slow(Beta = 0.99)]\n[Constant(Steps = 100)]", "Add warmup of 5 steps", "[Slow(Beta = 0.99)]\n[LinearWarmup(Steps = 5)]\n[Constant(Steps = 100)]")]
    [InlineData("[$$Slow(LearningRate = 0.1)]", "Use Fast", "[Fast(LearningRate = 0.1)]")]
    [InlineData("[Slow$$Attribute(LearningRate = 0.1, Beta = 0.5)]", "Use Fast", "[FastAttribute(LearningRate = 0.1)]")]
    [InlineData("[$$AdamW(LearningRate = 3e-4, Beta2 = 0.95, Epsilon = 1e-6, WeightDecay = 0.1)]", "Convert to Lion", "[Lion(LearningRate = 3e-5, Beta2 = 0.95, WeightDecay = 1)]")]
    // What is not written has a value too.
    [InlineData("[$$AdamW]", "Convert to Lion", "[Lion(WeightDecay = 0.1)]")]
    [InlineData("[$$Lion]", "Convert to AdamW", "[AdamW(WeightDecay = 0)]")]
    [InlineData("[$$Lion(LearningRate = 3e-5, WeightDecay = 1, Group = \"a\")]\n[Sgd]", "Convert to AdamW", "[AdamW(LearningRate = 0.0003, WeightDecay = 0.1, Group = \"a\")]\n[Sgd]")]
    [InlineData("[global::OptimizerDsl.$$AdamWAttribute(WeightDecay = 0)]", "Convert to Lion", "[global::OptimizerDsl.LionAttribute(WeightDecay = 0)]")]
    public Task Becomes(string before, string title, string after) => FixVerifier.RefactorAsync(title, Source(before), Source(after));

    [Theory]
    [InlineData("[$$Sgd]\n[LinearWarmup(Steps = 10)]\n[CosineDecay(Steps = 100)]")]
    [InlineData("[$$Sgd]\n[ConstantWarmup(Steps = 10)]\n[CosineDecay(Steps = 100)]")]
    [InlineData("[$$Sgd]\n[OneCycle(Steps = 100)]")]
    // Nothing says how long the run is.
    [InlineData("[$$Sgd]")]
    // Recipes with mistakes have others to look at.
    [InlineData("[$$Sgd]\n[Constant]\n[CosineDecay]\n[TrainingPlan(Steps = 1000)]")]
    public async Task Nothing_is_offered(string attributes) => Assert.Empty(await FixVerifier.RefactoringsAsync(Source(attributes)));

    [Fact]
    public async Task A_rule_is_changed_at_its_own_attribute_alone() =>
        Assert.Equal(["Add warmup of 50 steps"], await FixVerifier.RefactoringsAsync(Source("[AdamW]\n[$$TrainingPlan(Steps = 1000)]")));

    private static string Source(string attributes) => $$"""
        {{Rules.Usings}}
        [Optimizer]
        {{attributes}}
        public sealed partial class Recipe;

        [RuleTraits(Decoupled = typeof(FastAttribute))]
        [SafeLearningRate(Usual = 0.1)]
        public sealed partial class SlowAttribute : UpdateRuleAttribute
        {
            public double Beta { get; set; } = 0.9;

            public override long RecommendedWarmup => (long)Math.Round(2 / (1 - Beta));

            public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * Beta * g;
        }

        public sealed partial class FastAttribute : UpdateRuleAttribute
        {
            public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g;
        }
        """;
}
