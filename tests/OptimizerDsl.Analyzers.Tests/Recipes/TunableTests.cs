using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Recipes;

/// <summary>ODSL911: hyperparameters that are set at run time, or that a schedule moves.</summary>
public sealed class TunableTests
{
    private const string Own = "public sealed partial class OwnAttribute : UpdateRuleAttribute { public double Beta { get; set; } = 0.9; public double[] Many { get; set; } = []; public long Every { get; set; } = 3; public bool Flag { get; set; } public void Update(ref Real w, Real g) { foreach (double a in Many) w -= a * g; if (Flag) w -= Beta * Every * g; } }\n"
        + "public sealed partial class ShrinkAttribute : GradientTransformAttribute { public double Momentum { get; set; } = 0.5; public Real Apply(Real g) => Momentum * g; }\n";

    [Theory]
    [InlineData("[Sgd]", "public partial double {|ODSL911:Missing|} { get; set; }", "No fragment of Recipe has a hyperparameter Missing that could be tuned. Remove the property, or say with [Tunable(Name = …)] what it is called.")]
    [InlineData("[Sgd]", "[Tunable(Name = \"Missing\")] public partial double {|ODSL911:Momentum|} { get; set; }", "No fragment of Recipe has a hyperparameter Missing that could be tuned. Remove the property, or say with [Tunable(Name = …)] what it is called.")]
    [InlineData("[Sgd]", "[Tunable(Of = typeof(AdamWAttribute))] public partial double {|ODSL911:WeightDecay|} { get; set; }", null)]
    [InlineData("[Sgd]", "[Tunable(Group = \"bias\")] public partial double {|ODSL911:WeightDecay|} { get; set; }", null)]
    [InlineData("[Sgd] [LinearWarmup(Steps = 3)] [LinearDecay(Steps = 5)]", "public partial double {|ODSL911:Floor|} { get; set; }", null)]
    [InlineData("[Sgd] [AdamW(Group = \"b\")]", "public partial double {|ODSL911:WeightDecay|} { get; set; }", "Several fragments of Recipe have a WeightDecay. Say with [Tunable(Of = typeof(…))] or [Tunable(Group = …)] which one is meant.")]
    [InlineData("[Sgd]", "public partial long {|ODSL911:Momentum|} { get; set; }", "Momentum of Sgd is a double, and Momentum is none. Declare the property as that.")]
    [InlineData("[Sgd]", "public partial bool {|ODSL911:Momentum|} { get; set; }", null)]
    [InlineData("[Own(LearningRate = 1)]", "public partial double {|ODSL911:Every|} { get; set; }", "Every of Own is a long, and Every is none. Declare the property as that.")]
    [InlineData("[Own(LearningRate = 1)]", "public partial double[] {|ODSL911:Many|} { get; set; }", "Many is an array, whose items are folded into the kernel, so it cannot be tunable. Set it in the fragment's attribute.")]
    [InlineData("[Sgd]", "public partial double Momentum { get; set; } [Tunable(Name = \"Momentum\")] public partial double {|ODSL911:Other|} { get; set; }", "Other sets Momentum, which another property of Recipe sets already. Leave one.")]
    public void Names_one_hyperparameter(string attributes, string member, string? message)
    {
        ImmutableArray<Diagnostic> found = Verify.Source(Rules.Usings + Own + $"[Optimizer] {attributes} public sealed partial class Recipe {{ {member} }}");
        if (message is not null) Assert.Equal(message, Assert.Single(found).GetMessage(null));
    }

    // What C# says of the implementing part comes on top: it cannot be the one that was asked for.
    [Theory]
    [InlineData("public partial double {|ODSL911:Momentum|} { get; }")]
    [InlineData("public partial double {|ODSL911:Momentum|} { get; init; }")]
    [InlineData("public partial double {|ODSL911:Momentum|} { get; private set; }")]
    [InlineData("public static partial double {|ODSL911:Momentum|} { get; set; }", true)]
    public void Has_plain_accessors(string member, bool compiles = false)
    {
        string source = Rules.Usings + $"[Optimizer] [Sgd] public sealed partial class Recipe {{ {member} }}";
        if (compiles) Verify.Source(source);
        else Verify.Invalid(source);
    }

    [Theory]
    [InlineData("[Sgd]", "public partial double Momentum { get; set; }")]
    [InlineData("[Sgd]", "internal partial double Momentum { get; set; } protected internal partial bool Nesterov { get; set; }")]
    [InlineData("[Sgd]", "[Tunable(Name = \"WeightDecay\")] public partial double @decimal { get; set; }")]
    [InlineData("[Sgd] [AdamW(Group = \"b\")]", "[Tunable(Of = typeof(SgdAttribute), Name = \"WeightDecay\")] public partial double A { get; set; } [Tunable(Group = \"b\", Name = \"WeightDecay\")] public partial double B { get; set; }")]
    [InlineData("[Own(LearningRate = 1)]", "public partial long Every { get; set; } public partial bool Flag { get; set; } public partial double Beta { get; set; }")]
    [InlineData("[ClipByGlobalNorm(1)] [Sgd]", "public partial double MaxNorm { get; set; }")]
    public void Right(string attributes, string members) => Verify.Source(Rules.Usings + Own + $"[Optimizer] {attributes} public partial class Recipe {{ {members} }}");

    [Theory]
    [InlineData("[Sgd] [{|ODSL911:Constant(Target = \"Missing\")|}]", "No rule of Recipe has a hyperparameter \"Missing\" that a schedule could move. Correct the Target.")]
    [InlineData("[Sgd] [{|ODSL911:Constant(Target = \"\")|}]", null)]
    [InlineData("[Sgd(Group = \"b\")] [{|ODSL911:Constant(Target = \"Momentum\")|}]", null)]
    [InlineData("[Own(LearningRate = 1)] [{|ODSL911:Constant(Target = \"Many\")|}]", null)]
    [InlineData("[Sgd(Group = \"b\")] [Constant(Target = \"Momentum\", Group = \"b\")]", null)]
    [InlineData("[Sgd] [LinearWarmup(Steps = 5, Target = \"Momentum\")] [Constant(Target = \"Momentum\")] [CosineDecay(Steps = 5)]", null)]
    [InlineData("[Sgd] [{|ODSL909:LinearWarmup(Target = \"Momentum\")|}] [Constant(Target = \"Momentum\")] [CosineDecay(Steps = 5)]", null)]
    [InlineData("[Sgd] [Shrink] [{|ODSL911:Constant(Target = \"Momentum\")|}]", "Sgd and Shrink of Recipe each have a hyperparameter \"Momentum\". Say which one the schedule moves: Target = \"Sgd.Momentum\".")]
    [InlineData("[Shrink] [Sgd] [Constant(Target = \"Shrink.Momentum\")]", null)]
    [InlineData("[Shrink] [Sgd] [{|ODSL911:Constant(Target = \"Adam.Momentum\")|}]", null)]
    [InlineData("[Sgd] [LinearWarmup(Steps = 5, Target = \"Momentum\")] [Constant(Target = \"Sgd.Momentum\")]", null)]
    [InlineData("[Shrink] [Shrink] [Sgd] [{|ODSL911:Constant(Target = \"Shrink.Momentum\")|}]", "Several Shrink of Recipe have the hyperparameter \"Shrink.Momentum\" that a schedule is to move. Give one of them a Group, and the schedule the same.")]
    public void Targets(string attributes, string? message)
    {
        ImmutableArray<Diagnostic> found = Verify.Source(Rules.Usings + Own + $"[Optimizer] {attributes} public sealed partial class Recipe;");
        if (message is not null) Assert.Equal(message, Assert.Single(found).GetMessage(null));
    }
}
