namespace OptimizerDsl.Kernels.Tests.Corpus.Drawn;

/// <summary>A drawn rule can be drawn again, and rules differ.</summary>
public sealed class DrawnRulesTests
{
    [Fact]
    public void A_rule_is_drawn_again_from_its_seed()
    {
        IReadOnlyList<DrawnRule> rules = DrawnRules.Draw("0000000000J1", 30);
        foreach ((int index, DrawnRule rule) in rules.Index())
        {
            DrawnRule again = Assert.Single(DrawnRules.Draw(rule.Seed, 1));
            Assert.Equal(rule.Source.Replace($"Drawn{index:D3}", "Drawn000", StringComparison.Ordinal), again.Source);
            // By itself, a rule makes all runs, for both element types.
            Assert.Equal(2, again.Recipes.Count);
            Assert.True(DrawnRules.IsFull(again.Recipes[0].Name));
            Assert.Equal(DrawnRules.IsFull(rule.Recipes[0].Name) ? 2 : 1, rule.Recipes.Count);
        }
    }

    [Fact]
    public void Together_the_rules_use_the_language()
    {
        string all = string.Concat(DrawnRules.Draw("0000000000J1", 200).Select(rule => rule.Source + rule.Recipes[0].Source));
        string[] parts =
        [
            "if (", "else", "return;", "return x;", "? ", "&&", "||", "!(", "^", "Global.Norm(", "Global.Sum(", "Global.Max(", "Begin(", "Helper1(ref ", "Real.Clamp(",
            "Real.Lerp(", "Real.FusedMultiplyAdd(", "Real.CopySign(", "Real.Sign(", "Real.Sqrt(", "Math.Pow(", "long ", "bool ", "(long)", " % ", "ClipByGlobalNorm", "ClipByValue", "Flag = true", "++;", "*=",
            "return Helper0(", "PerTensor.", "PerRow.", "Noise.Uniform(", "Noise.Normal(", "Real.Exp(", "Real.Log(", "Real.Tanh(", "Real.Pow(", "foreach (", "Weights[1]", "Weights.Length", "Weights = new[]", "step.Loss",
            "GradientTransformAttribute", "Apply(Real g, Real w, ref Real m, double p, StepInfo", "GateAttribute", "SkipNonFinite", "AveragingAttribute", "Ema(", "Group = \"matrices\"", "AccumulateGradients",
            "Target = ", "ReduceOnPlateau", "ClearGradients", "public partial double TunedAlpha", "public partial long TunedPeriod", "public partial bool TunedFlag",
            "PerTensor.Count()", "PerTensor.Rank()", "PerRow.Count()", "ref double peak", "ref double total", "ref double weight", "Real hessian", "Real trust", "[Average] ref Real mean", "double Derived =>", "Blend(", "out Real ",
            "double.IsNaN(", "double.IsFinite(", "double.IsInfinity(", "Math.Cbrt(", "AdaptiveClip", "Centralize", "Swa(", "Lookahead(", "OneCycle", "Group = \"biases\"",
        ];
        Assert.All(parts, part => Assert.Contains(part, all, StringComparison.Ordinal));
    }
}
