using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>405: transforms without an effect on a rule that looks at signs alone.</summary>
public sealed class ClippingTests
{
    private const string Own = Rules.Usings + """
        [SafeLearningRate(Usual = 0.1)]
        public sealed partial class StepsAttribute : UpdateRuleAttribute
        {
            public void Update(ref Real w, Real g, StepInfo step) => w -= g > 0 ? step.LearningRate : g < 0 ? -step.LearningRate : 0;
        }

        public sealed partial class TwiceAttribute(double by) : GradientTransformAttribute
        {
            public double By { get; } = by;
            public Real Apply(Real g) => By * g;
        }

        public sealed partial class SmoothAttribute : GradientTransformAttribute
        {
            public Real Apply(Real g, ref Real mean) => mean = 0.5 * mean + 0.5 * g;
        }


        """;

    [Theory]
    [InlineData("[{|ODSL405:ClipByGlobalNorm(1)|}]\n[SignSgd]")]
    [InlineData("[{|ODSL405:ClipByValue(1)|}]\n[{|ODSL405:Normalize|}]\n[SignSgd]")]
    [InlineData("[{|ODSL405:AdaptiveClip(0.01)|}]\n[SignSgd]")]
    public void Without_effect(string attributes) => Verify.Recipe(attributes, DiagnosticSeverity.Info);

    [Theory]
    [InlineData("[ClipByGlobalNorm(1)]\n[Signum]")]
    [InlineData("[ClipByGlobalNorm(1)]\n[Lion]")]
    [InlineData("[ClipByGlobalNorm(1)]\n[Sgd]")]
    [InlineData("[Centralize]\n[SignSgd]")]
    [InlineData("[ZeroNonFinite]\n[SignSgd]")]
    [InlineData("[AddNoise(0.1)]\n[SignSgd]")]
    [InlineData("[ClipByGlobalNorm(1)]\n[AddNoise(0.1)]\n[SignSgd]")]
    [InlineData("[ClipByGlobalNorm(1)]\n[SkipAbove(0.5)]\n[SignSgd]")]
    // The other group sees the size.
    [InlineData("[ClipByGlobalNorm(1)]\n[SignSgd]\n[Sgd(Group = \"b\")]\n[ParameterGroup(\"b\", \"b\")]")]
    public void With_effect(string attributes) => Verify.Recipe(attributes, null);

    [Theory]
    [InlineData("[{|ODSL405:Twice(2)|}]\n[Steps]")]
    [InlineData("[Twice(-2)]\n[Steps]")]
    [InlineData("[Twice(0)]\n[Steps]")]
    [InlineData("[Smooth]\n[Steps]")]
    public void Of_the_user(string attributes)
    {
        foreach (Diagnostic diagnostic in Verify.Judged($"{Own}[Optimizer]\n{attributes}\npublic sealed partial class Recipe;"))
        {
            Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity);
            Assert.Equal("Twice leaves the signs of gradients as they are, and Steps looks at nothing else. Remove it.", diagnostic.GetMessage(null));
            Assert.Equal(new(FixKind.RemoveAttribute, 1, "", "Remove Twice"), Assert.Single(FixText.Read(diagnostic.Properties)));
        }
    }
}
