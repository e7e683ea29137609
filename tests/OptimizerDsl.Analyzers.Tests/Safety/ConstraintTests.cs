using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using OptimizerDsl.TestKit;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>003 and 311: hyperparameters that do not go together.</summary>
public sealed class ConstraintTests
{
    private const string Own = Rules.Usings + """
        public abstract class BaseAttribute : UpdateRuleAttribute
        {
            public double Low { get; set; } = 0.1;
            public double High { get; set; } = 0.9;
            [Constraint("Low is above High, so nothing lies between. Lower Low.", Severity = FindingSeverity.Error)]
            public bool IsOrdered => Low <= High;
        }

        [SafeLearningRate(Usual = 0.1)]
        public sealed partial class OwnAttribute : BaseAttribute
        {
            [Constraint("Low and High are far apart", Severity = FindingSeverity.Suggestion)]
            public bool IsNarrow => Math.Abs(High - Low) < 10;
            public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * Real.Clamp(g, Low, High);
        }

        """;

    [Theory]
    [InlineData("[{|ODSL003:Adam(LearningRate = 1e-4, Beta1 = 0.95, Beta2 = 0.9)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[{|ODSL003:AdamW(LearningRate = 1e-4, Beta1 = 0.9, Beta2 = 0.81)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[AdamW(LearningRate = 1e-4, Beta1 = 0.9, Beta2 = 0.8101)]", null)]
    [InlineData("[AdamW(LearningRate = 1e-4, Beta1 = 0.9, Beta2 = 0.5, AmsGrad = true)]", null)]
    [InlineData("[Adam(LearningRate = 1e-4, Beta1 = 0, Beta2 = 0.9)]", null)]
    [InlineData("[Adam(LearningRate = 1e-4, Beta1 = 0, Beta2 = 0)]", null)]
    [InlineData("[{|ODSL003:Adamax(Beta1 = 0.9, Beta2 = 0.9)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[{|ODSL003:Adan(Beta3 = 0.9)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[{|ODSL003:RAdam(LearningRate = 1e-4, Beta1 = 0.5, Beta2 = 0.66)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[RAdam(LearningRate = 1e-4, Beta1 = 0.5, Beta2 = 0.67)]", null)]
    [InlineData("[{|ODSL003:Sgd(Nesterov = true)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[{|ODSL003:Sgd(Nesterov = true, Momentum = 0.9, Dampening = 0.1)|}]", DiagnosticSeverity.Warning)]
    [InlineData("[Sgd(Nesterov = true, Momentum = 0.9)]", null)]
    [InlineData("[{|ODSL003:Sgd(Dampening = 0.1)|}]", DiagnosticSeverity.Info)]
    [InlineData("[{|ODSL003:Rprop(MinimumLength = 2, MaximumLength = 1)|}]", DiagnosticSeverity.Error)]
    [InlineData("[Rprop(MinimumLength = 1, MaximumLength = 1)]", null)]
    [InlineData("[Sgd]\n[{|ODSL311:ReduceOnPlateau(Threshold = 1)|}]", DiagnosticSeverity.Error)]
    [InlineData("[Sgd]\n[ReduceOnPlateau(Threshold = 1, Absolute = true)]", null)]
    [InlineData("[Sgd]\n[ReduceOnPlateau(Threshold = 1, Maximize = true)]", null)]
    [InlineData("[Sgd]\n[{|ODSL311:ReduceOnPlateau(Patience = 0)|}]", DiagnosticSeverity.Info)]
    // Outside of its range a value has one sentence, and not all that follows from it.
    [InlineData("[AdamW(LearningRate = 1e-4, {|ODSL002:Beta2 = -1|})]", DiagnosticSeverity.Error)]
    public void Of_the_library(string attributes, DiagnosticSeverity? severity) => Verify.Recipe(attributes, severity);

    [Theory]
    [InlineData("[{|ODSL003:Own(Low = 2)|}]", DiagnosticSeverity.Error)]
    [InlineData("[{|ODSL003:Own(High = 10.2)|}]", DiagnosticSeverity.Info)]
    [InlineData("[Own(Low = 0.9)]", DiagnosticSeverity.Error)]
    public void Of_users_and_of_their_bases(string attributes, DiagnosticSeverity severity)
    {
        string recipe = $"[Optimizer]\n{attributes}\npublic sealed partial class Recipe;";
        Assert.All(Verify.Judged(Own + recipe), d => Assert.Equal(severity, d.Severity));

        // And of another assembly, where the condition is text.
        GeneratedCompilation package = SourceCompilation.Of([Own], "Package", NullableContextOptions.Enable).Generate();
        Assert.All(Verify.Judged(Rules.Usings + recipe, package.AsMetadata()), d => Assert.Equal(severity, d.Severity));
    }

    [Fact]
    public void The_sentence_is_the_authors() => Assert.Equal(
        "Low is above High, so nothing lies between. Lower Low.",
        Assert.Single(Verify.Judged(Own + "[Optimizer] [{|ODSL003:Own(Low = 2)|}] public sealed partial class Recipe;")).GetMessage(null));

    [Fact]
    public void A_schedule_that_is_shared_by_groups_is_spoken_of_once() => Verify.Judged(Rules.Usings + """
        public sealed partial class HalfAttribute : GradientTransformAttribute
        {
            public double By { get; set; } = 0.5;
            [Constraint("By is not a half")] public bool IsHalf => By == 0.5;
            public Real Apply(Real g) => By * g;
        }

        [Optimizer] [{|ODSL003:Half(By = 1)|}] [Sgd] [Sgd(Group = "b")] [ParameterGroup("b", "b")]
        public sealed partial class Recipe;
        """);
}
