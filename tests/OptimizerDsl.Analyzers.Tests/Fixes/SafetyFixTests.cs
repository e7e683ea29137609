using Microsoft.CodeAnalysis.CodeFixes;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Fixes;

/// <summary>What is offered for unsafe recipes makes them safe.</summary>
public sealed class SafetyFixTests
{
    [Theory]
    [InlineData("ODSL001", "[Sgd(LearningRate = double.NaN)]", "[Sgd(LearningRate = 0.01)]")]
    [InlineData("ODSL001", "[Sgd(LearningRate = -0.1, Momentum = 0.9)]", "[Sgd(LearningRate = 0.01, Momentum = 0.9)]")]
    [InlineData("ODSL101", "[AdamW(LearningRate = 3)]", "[AdamW(LearningRate = 0.001)]")]
    // The base rate of which the peak is the usual one.
    [InlineData("ODSL101", "[AdamW]\n[Constant(Factor = 200)]", "[AdamW(LearningRate = 5e-6)]\n[Constant(Factor = 200)]")]
    [InlineData("ODSL102", "[Sgd(LearningRate = 20, Momentum = 0.9)]", "[Sgd(LearningRate = 0.95, Momentum = 0.9)]")]
    [InlineData("ODSL110", "[Wild(LearningRate = 1)]\n[TrainingPlan(Curvature = 10)]", "[Wild(LearningRate = 0.1)]\n[TrainingPlan(Curvature = 10)]")]
    [InlineData("ODSL102", "[Sgd(LearningRate = 1, Momentum = 0.95)]", "[Sgd(LearningRate = 0.05, Momentum = 0.95)]")]
    [InlineData("ODSL111", "[Heavy(LearningRate = 0.1)]\n[TrainingPlan(Curvature = 7)]", "[Heavy(LearningRate = 0.027)]\n[TrainingPlan(Curvature = 7)]")]
    [InlineData("ODSL103", "[Free(LearningRate = 30)]", "[Free(LearningRate = 1)]")]
    public Task The_usual_rate(string id, string before, string after) => FixVerifier.FixAsync(id, Recipe("Recipe", before) + OtherRules, Recipe("Recipe", after) + OtherRules);

    [Theory]
    [InlineData("ODSL301", "[LinearWarmup(Steps = 12000)]\n[CosineDecay(Steps = 9000)]\n[TrainingPlan(Steps = 10000)]")]
    [InlineData("ODSL301", "[LinearWarmup(Epochs = 12)]\n[Constant]\n[TrainingPlan(StepsPerEpoch = 100, Epochs = 10)]")]
    [InlineData("ODSL301", "[Wsd(WarmupSteps = 1001, DecaySteps = 1000)]\n[TrainingPlan(Steps = 10000)]")]
    [InlineData("ODSL303", "[LinearWarmup(Steps = 500)]\n[Constant(Factor = 0.5)]")]
    [InlineData("ODSL303", "[LinearWarmup(Steps = 500)]\n[ExponentialDecay(Rate = 0.999, From = 0.5)]")]
    [InlineData("ODSL302", "[CosineDecay(Steps = 1000, Floor = 0.1)]\n[Constant]")]
    [InlineData("ODSL305", "[CosineDecay(Steps = 1000)]\n[TrainingPlan(Steps = 10000)]")]
    public Task Each_offer_for_schedules_works(string id, string schedules) => FixVerifier.EachOfferAsync(id, Recipe("Recipe", $"[Sgd]\n{schedules}"));

    [Fact]
    public Task All_in_a_document() => FixVerifier.FixAllAsync("ODSL101", FixAllScope.Document,
        [Recipe("One", "[AdamW(LearningRate = 3)]") + "\n[Optimizer, Lion(LearningRate = 2)] public sealed partial class Two;\n"],
        [Recipe("One", "[AdamW(LearningRate = 0.001)]") + "\n[Optimizer, Lion(LearningRate = 0.0001)] public sealed partial class Two;\n"]);

    [Theory]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_in_two_documents(FixAllScope scope) => FixVerifier.FixAllAsync("ODSL101", scope,
        [Recipe("One", "[AdamW(LearningRate = 3)]"), Recipe("Two", "[AdamW(LearningRate = 5, Group = \"a\")]\n[Lion(LearningRate = 4)]")],
        [Recipe("One", "[AdamW(LearningRate = 0.001)]"), Recipe("Two", "[AdamW(LearningRate = 0.001, Group = \"a\")]\n[Lion(LearningRate = 0.0001)]")]);

    private const string OtherRules = """

        [SafeLearningRate(Usual = 0.1)]
        public sealed partial class WildAttribute : UpdateRuleAttribute
        {
            public override double StabilityLimit(double curvature) => 2 / curvature;
            public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g;
        }

        [SafeLearningRate(Usual = 0.1)]
        public sealed partial class HeavyAttribute : UpdateRuleAttribute
        {
            public double Momentum { get; set; } = 0.9;
            public override double StabilityLimit(double curvature) => 2 * (1 + Momentum) / curvature;
            public void Update(ref Real w, Real g, ref Real velocity, StepInfo step)
            {
                velocity = Momentum * velocity + g;
                w -= step.LearningRate * velocity;
            }
        }

        [SafeLearningRate(Usual = 1, Notice = 2, Warn = 10)]
        [RuleTraits(IsParameterFree = true)]
        public sealed partial class FreeAttribute : UpdateRuleAttribute
        {
            public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * Real.Sign(g);
        }
        """;

    private static string Recipe(string name, string attributes) => $"{Rules.Usings}\n[Optimizer]\n{attributes}\npublic sealed partial class {name};\n";
}
