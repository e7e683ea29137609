namespace OptimizerDsl.Generators.Tests;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

/// <summary>However a rule arrives, its recipe becomes the same code; and what cannot be read breaks the recipe, not the compiler.</summary>
public sealed class AcrossAssembliesTests
{
    private const string Rules = SourceCompilation.Usings + """
        namespace Rules
        {
            public abstract class BaseAttribute : UpdateRuleAttribute
            {
                public double Beta { get; set; } = 0.9;
            }

            public enum Mode { Plain, Signed }

            [SafeLearningRate(Usual = 0.125)]
            public sealed partial class OwnAttribute(double scale) : BaseAttribute
            {
                public double Scale { get; } = scale;
                public long Every { get; set; } = 7;
                public Mode Mode { get; set; } = Mode.Signed;

                public void Begin(ref double power, StepInfo step) => power = step.Count == 1 ? Beta : power * Beta;

                public void Update(ref Real w, Real g, ref Real λ, double power, StepInfo step)
                {
                    λ = Beta * λ + (1 - Beta) * g;
                    Real d = Mode == Mode.Signed ? Real.Sign(λ) : λ;
                    if (step.Count % Every == 0) w -= step.LearningRate * Scale * d / (1 - power);
                }
            }

            public sealed partial class HalveAttribute : GradientTransformAttribute
            {
                public Real Apply(Real g) => g / Global.Norm(g);
            }

            public sealed partial class StairsAttribute : ScheduleAttribute
            {
                public double Factor { get; set; } = 0.5;
                public override double ScaleAt(long t) => Math.Pow(Factor, t / Steps);
            }
        }
        """;

    private const string Recipe = SourceCompilation.Usings + """
        [Optimizer]
        [Rules.Halve]
        [Rules.Own(2.5, Beta = 0.75)]
        [Rules.Stairs(Steps = 10)]
        public sealed partial class Recipe;
        """;

    [Fact]
    public void Same_compilation_project_reference_and_metadata_give_the_same_code()
    {
        string together = File(SourceCompilation.Of(Rules, Recipe).Generate());
        GeneratedCompilation rules = SourceCompilation.Of([Rules], "Rules", NullableContextOptions.Enable).Generate();
        Assert.Equal(together, File(Of(Recipe, rules.AsProject()).Generate()));
        Assert.Equal(together, File(Of(Recipe, rules.AsMetadata()).Generate()));
        Assert.DoesNotContain("has mistakes", together, StringComparison.Ordinal);
        Assert.Contains("Scale", together, StringComparison.Ordinal);
    }

    [Fact]
    public void Ranges_travel_with_their_hyperparameters()
    {
        const string Bounded = SourceCompilation.Usings + """
            [SafeLearningRate(Usual = 0.125)]
            public sealed partial class BoundedAttribute : UpdateRuleAttribute
            {
                [ValidRange(0.25, 0.75, MaximumIsExclusive = true)] public double Part { get; set; } = 0.5;

                public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * Part * g;
            }
            """;
        const string Tuned = SourceCompilation.Usings + "[Optimizer] [Bounded] public sealed partial class Recipe { public partial double Part { get; set; } }";
        string together = File(SourceCompilation.Of(Bounded, Tuned).Generate());
        GeneratedCompilation rules = SourceCompilation.Of([Bounded], "Rules", NullableContextOptions.Enable).Generate();
        Assert.Equal(together, File(Of(Tuned, rules.AsMetadata()).Generate()));
        Assert.Contains("value, 0.25, 0.75, false, true", together, StringComparison.Ordinal);
        Assert.Contains("Program(), 0.125)", together, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_assembly_built_without_the_compiler_breaks_the_recipe() =>
        IsBroken(Of(Recipe, SourceCompilation.Of([Rules], "Rules", NullableContextOptions.Enable).Input.ToMetadataReference()));

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("((((")]
    [InlineData("(fragment 2 rule \"Own\")")]
    [InlineData("(fragment 999999999999 rule \"Own\" (new things))")]
    [InlineData("(fragment 1 rule \"Own\")")]
    [InlineData("(fragment 1 transform \"Own\" (method Apply ((in real g)) (out return g)))")]
    [InlineData("(fragment 1 rule \"Own\" (method Apply ((in real g)) (out return g)))")]
    [InlineData("(fragment 1 rule \"Own\" (method Update ()))")]
    [InlineData("(fragment 1 rule \"Own\" (method Update ((ref real w))))")]
    [InlineData("(fragment 1 rule \"Own\" (method Update ((ref real w) (in real g))))")]
    [InlineData("(fragment 1 rule \"Own\" (method Update ((in real w) (in real g))))")]
    [InlineData("(fragment 1 rule \"Own\" (method Update ((ref real w) (in real g)) (out w 1.0)))")]
    [InlineData("(fragment 1 rule \"Own\" (method Update ((ref real w) (in real g)) (out w g) (out w g)))")]
    [InlineData("(fragment 1 rule \"Own\" (method Update ((ref real w) (in real g)) (out g w) (out w g)))")]
    [InlineData("(fragment 1 rule \"Own\" (method Update ((ref real w) (in real g)) (out w (broadcast (sqrt (reduce sum global g))))))")]
    [InlineData("(fragment 1 rule \"Own\" (method Update ((ref double w) (in real g)) (out w 1.0)))")]
    [InlineData("(fragment 1 rule \"Own\" (method Update ((ref real w) (in real g) (in mask m)) (out w g)))")]
    [InlineData("(fragment 1 rule \"Own\" (method Update ((ref real w) (in real g) (in long n)) (out w (broadcast (toDouble n)))))")]
    public void A_rule_assembly_with_other_text_breaks_the_recipe(string text)
    {
        string source = SourceCompilation.Usings + $$"""
            namespace Rules
            {
                [SafeLearningRate(Usual = 0.125)]
                [CompiledRule({{SymbolDisplay.FormatLiteral(text, quote: true)}})]
                public sealed class OwnAttribute : UpdateRuleAttribute { }
            }
            """;
        MetadataReference rules = SourceCompilation.Of([source], "Rules", NullableContextOptions.Enable).Input.ToMetadataReference();
        IsBroken(Of(SourceCompilation.Usings + "[Optimizer] [Rules.Own] public sealed partial class Recipe;", rules));
    }

    [Fact]
    public void Text_written_by_hand_that_is_right_makes_a_recipe()
    {
        string source = SourceCompilation.Usings + """
            namespace Rules
            {
                [SafeLearningRate(Usual = 0.125)]
                [CompiledRule("(fragment 1 rule \"Own\" (method Update ((ref real w) (in real g)) (out w (sub w g))))")]
                public sealed class OwnAttribute : UpdateRuleAttribute { }
            }
            """;
        MetadataReference rules = SourceCompilation.Of([source], "Rules", NullableContextOptions.Enable).Input.ToMetadataReference();
        string code = File(Of(SourceCompilation.Usings + "[Optimizer] [Rules.Own] public sealed partial class Recipe;", rules).Generate());
        Assert.Contains("w = w - g", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_recipe_still_has_its_whole_API()
    {
        const string Source = SourceCompilation.Usings + """
            [Optimizer(ElementType = ElementType.Double)] public sealed partial class Recipe;

            public static class Use
            {
                public static double Everything(ParameterSet set, Parameter parameter, double[] x)
                {
                    Recipe recipe = Make<Recipe>(set);
                    recipe = new Recipe(5);
                    recipe.LearningRate = recipe.LearningRate + recipe.LearningRateAt(3) + recipe.StepCount;
                    recipe.Threads = recipe.Threads + 1;
                    StepResult a = recipe.Step(), b = recipe.Step(x, x);
                    Span<double> s = recipe.State("m"), t = recipe.State(parameter, "m");
                    IOptimizer<Recipe> optimizer = recipe;
                    return s[0] + t[0] + a.Count + b.Count + optimizer.StepCount;
                }

                private static T Make<T>(ParameterSet set) where T : IOptimizer<T> => T.Create(set);
            }
            """;
        GeneratedCompilation generated = SourceCompilation.Of(Source).Generate();
        Assert.Empty(generated.CompilerDiagnostics);
        Type recipe = generated.Load().GetType("Recipe")!;
        var exception = Assert.Throws<System.Reflection.TargetInvocationException>(() => Activator.CreateInstance(recipe, 5));
        Assert.Equal("The recipe Recipe has mistakes, which the build reports; nothing was generated for it.", Assert.IsType<InvalidOperationException>(exception.InnerException).Message);
    }

    private static void IsBroken(SourceCompilation source)
    {
        GeneratedCompilation generated = source.Generate();
        Assert.Null(generated.Result.Exception);
        Assert.Empty(generated.GeneratorDiagnostics);
        Assert.Contains("has mistakes", File(generated), StringComparison.Ordinal);
        Assert.Empty(generated.CompilerDiagnostics);
    }

    private static SourceCompilation Of(string source, MetadataReference reference) =>
        SourceCompilation.Of([source], "Sample", NullableContextOptions.Enable, reference);

    private static string File(GeneratedCompilation generated) => generated.Files.Single(f => f.Key.StartsWith("Recipe", StringComparison.Ordinal)).Value;
}
