using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Recipes;

/// <summary>Recipes that are their own rule: Update on the recipe, partial properties as hyperparameters.</summary>
public sealed class OwnRuleTests
{
    [Theory]
    [InlineData("[Optimizer(LearningRate = 0.1)]", "public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g;")]
    [InlineData("[Optimizer] [SafeLearningRate(Usual = 0.1)]", "public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g;")]
    [InlineData("[Optimizer(LearningRate = 0.1)] [ClipByGlobalNorm(1)] [LinearWarmup(Steps = 5)]", "[Tunable(Initial = 0.9)] public partial double Beta { get; set; } public void Update(ref Real w, Real g, ref Real m, StepInfo step) { m = Beta * m + g; w -= step.LearningRate * m; }")]
    [InlineData("[Optimizer(LearningRate = 0.1)]", "public partial bool Flag { get; set; } public partial long Every { get; set; } private double Half => 0.5; public void Begin(ref double mu) => mu += Every; public void Update(ref Real w, Real g, double mu) { if (Flag) w -= Half * mu * g; }")]
    public void Right(string optimizer, string members) => Check(optimizer, members);

    [Theory]
    [InlineData("[Optimizer(LearningRate = 0.1)]", "public void {|ODSL907:Update|}(Real w, Real g) { }")]
    [InlineData("[Optimizer(LearningRate = 0.1)]", "public void Update(ref Real w, Real g) { {|ODSL601:while|} (true) { } }")]
    [InlineData("[Optimizer(LearningRate = 0.1)]", "public double Beta { get; set; } = 0.9; public void Update(ref Real w, Real g) => w -= {|ODSL601:Beta|} * g;")]
    [InlineData("[Optimizer(LearningRate = 0.1)]", "public partial double[] {|ODSL911:Betas|} { get; set; } public void Update(ref Real w, Real g) { foreach (double b in Betas) w -= b * g; }")]
    public void Wrong(string optimizer, string members) => Check(optimizer, members);

    [Fact]
    public void It_has_a_rate() => Verify.Source(Rules.Usings + "[Optimizer] public sealed partial class {|ODSL908:Recipe|} { public void Update(ref Real w, Real g) => w -= g; }");

    private static void Check(string optimizer, string members) => Verify.Source(Rules.Usings + $"{optimizer} public sealed partial class Recipe {{ {members} }}");
}
