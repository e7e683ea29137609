using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Recipes;

/// <summary>A recipe with mistakes keeps its whole API, so that the code around it shows no errors of its own.</summary>
public sealed class BrokenRecipeTests
{
    private const string User = """
        public static class User
        {
            public static T Make<T>(ParameterSet set) where T : IOptimizer<T> => T.Create(set);

            public static double Use(ParameterSet set, Span<float> values, Span<float> gradients)
            {
                var optimizer = new Recipe(set) { LearningRate = 0.1, Threads = 2 };
                var plain = new Recipe(4);
                IOptimizer any = Make<Recipe>(set);
                StepResult result = optimizer.Step();
                result = plain.Step(values, gradients);
                result = optimizer.Step(0.5);
                result = plain.Step(values, gradients, 0.5);
                optimizer.Observe(1);
                using (optimizer.UseAverages()) values = optimizer.Average(set[0]);
                using (plain.UseAverages(values)) gradients = plain.Average();
                optimizer.Groups[""].LearningRate = Recipe.Curve(3)[0] + Recipe.Describe().Length;
                Span<float> state = plain.State("m");
                state = optimizer.State(set[0], "m");
                return optimizer.LearningRateAt(optimizer.StepCount) + any.LearningRate + optimizer.Threads + optimizer.LearningRate + state.Length + (result.Outcome == StepOutcome.Applied ? 1 : 0);
            }
        }
        """;

    public static TheoryData<string> Broken => new(
        "[Optimizer] public sealed partial class {|ODSL904:Recipe|};",
        "[Optimizer] [AdamW] [{|ODSL904:AdamW|}] public sealed partial class Recipe;",
        "[Optimizer] [{|ODSL909:Constant|}] [CosineDecay(Steps = 5)] [AdamW] public sealed partial class Recipe;",
        "[Optimizer] [AdamW] public sealed partial class Recipe; [{|ODSL906:Constant|}] partial class Recipe;",
        "[Optimizer] [Bad] public sealed partial class Recipe; [SafeLearningRate(Usual = 1)] public partial class BadAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real g) => w -= {|ODSL601:MathF.Sqrt(2)|} * g; }",
        "[Optimizer] [Bad] [Sgd] public sealed partial class Recipe; public partial class BadAttribute : GradientTransformAttribute { public double {|ODSL907:Apply|}(Real g) => 1; }");

    [Theory]
    [MemberData(nameof(Broken))]
    public void Code_that_uses_it_compiles(string recipe) => Verify.Source(Rules.Usings + recipe + User);

    [Theory]
    [MemberData(nameof(Broken))]
    public void Whatever_is_asked_of_it_it_throws(string recipe)
    {
        Compilation output = Analysis.Of(Markup.Parse(Rules.Usings + recipe + User).Source).Output;
        using var image = new MemoryStream();
        Assert.True(output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        Type type = new AssemblyLoadContext(recipe, isCollectible: true).LoadFromStream(image).GetType("Recipe", throwOnError: true)!;
        foreach (object argument in new object[] { new ParameterSet(), 3 })
        {
            Exception thrown = Assert.Throws<TargetInvocationException>(() => Activator.CreateInstance(type, argument)).InnerException!;
            Assert.Equal("The recipe Recipe has mistakes, which the build reports; nothing was generated for it.", Assert.IsType<InvalidOperationException>(thrown).Message);
        }

        Exception created = Assert.Throws<TargetInvocationException>(() => type.GetMethod("Create")!.Invoke(null, [new ParameterSet()])).InnerException!;
        Assert.IsType<InvalidOperationException>(created);
    }
}
