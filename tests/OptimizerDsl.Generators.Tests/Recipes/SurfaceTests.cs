namespace OptimizerDsl.Generators.Tests;

using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

/// <summary>What a recipe's class offers once it is generated: as much as its fragments need, and no more.</summary>
public sealed class SurfaceTests
{
    private const string Source = SourceCompilation.Usings + """
        namespace Surface;

        [Optimizer] [Sgd(Momentum = 0.5)]
        public sealed partial class Plain { public partial double Momentum { get; set; } }

        [Optimizer] [SkipNonFinite] [Sgd(LearningRate = 1)] [Ema(0.5)]
        public sealed partial class Averaged;

        [Optimizer] [Polyak(LearningRate = 0.5)]
        public sealed partial class Lossy;

        [Optimizer] [Sgd(LearningRate = 2)] [LinearWarmup(Steps = 4)] [CosineDecay(Steps = 10, Floor = 0.25)] [ReduceOnPlateau(Patience = 0, Factor = 0.5)]
        public sealed partial class Scheduled;

        [Optimizer] [ParameterGroup("biases", "*.bias")] [Sgd(LearningRate = 0.25)] [Sgd(LearningRate = 0.5, Group = "biases")]
        public sealed partial class Grouped;

        [Optimizer] [Two(LearningRate = 1)]
        public sealed partial class Stateful;

        public sealed partial class PolyakAttribute : UpdateRuleAttribute
        {
            public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * step.Loss * g;
        }

        public sealed partial class TwoAttribute : UpdateRuleAttribute
        {
            public void Update(ref Real w, Real g, ref Real sum, ref Real last, StepInfo step)
            {
                sum += g;
                w -= step.LearningRate * (sum - last);
                last = g;
            }
        }
        """;

    private static readonly Lazy<(GeneratedCompilation Generated, Assembly Assembly)> s_loaded = new(() =>
    {
        GeneratedCompilation generated = SourceCompilation.Of([Source], "Surface", NullableContextOptions.Enable).Generate();
        return (generated, generated.Load());
    });

    private readonly ParameterSet _set = new();

    [Fact]
    public void A_recipe_stands_on_no_base_class_and_is_made_by_its_interface()
    {
        _set.Add("w", 2);
        Type recipe = TypeOf("Plain");
        Assert.Equal(typeof(object), recipe.BaseType);
        Assert.Contains(typeof(IOptimizer<>).MakeGenericType(recipe), recipe.GetInterfaces());
        MethodInfo create = typeof(SurfaceTests).GetMethod(nameof(Create), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(recipe);
        var made = Assert.IsAssignableFrom<IOptimizer>(create.Invoke(null, [_set]));
        Assert.IsType(recipe, made);
        Assert.Equal(1, made.Step().Count);
    }

    [Fact]
    public void Methods_are_there_for_what_the_fragments_use()
    {
        string[] always = ["Create", "Curve", "Describe", "LearningRateAt", "Step", "Step"];
        string[] ofState = ["ReadState", "ReadState", "State", "State", "WriteState", "WriteState"];
        Same("Plain", [.. always, .. ofState]);
        Same("Scheduled", [.. always, "Observe"]);
        Same("Averaged", [.. always, "Average", "Average", .. ofState, "UseAverages", "UseAverages"]);
        // The call without the loss is the interface's, and refuses.
        Same("Lossy", [.. always, "Step"]);
        IOptimizer lossy = Make("Lossy");
        Assert.Contains("call Step(loss)", Assert.Throws<InvalidOperationException>(() => lossy.Step()).Message, StringComparison.Ordinal);
        Assert.NotNull(TypeOf("Lossy").GetMethod("Step", [typeof(double)]));
        Assert.Null(TypeOf("Plain").GetMethod("Step", [typeof(double)]));

        static void Same(string recipe, string[] expected)
        {
            const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            IEnumerable<string> actual = TypeOf(recipe).GetMethods(Declared).Where(m => !m.IsSpecialName).Select(m => m.Name);
            Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_rate_that_is_not_set_is_the_usual_one_and_can_be_set_at_any_time()
    {
        Parameter w = _set.Add("w", 1);
        w.Gradients[0] = 1;
        IOptimizer optimizer = Make("Plain");
        double usual = typeof(SgdAttribute).GetCustomAttribute<SafeLearningRateAttribute>()!.Usual;
        Assert.Equal(usual, optimizer.LearningRate);
        optimizer.Step();
        Assert.Equal(-(float)usual, w.Values[0]);
        optimizer.LearningRate = 0.5;
        Assert.Equal(0.5, optimizer.Step().LearningRate);
        Assert.Equal(-(float)usual - 0.5f * 1.5f, w.Values[0]);
    }

    [Fact]
    public void The_rate_of_any_step_is_answered_and_nothing_changes()
    {
        _set.Add("w", 1);
        IOptimizer optimizer = Make("Scheduled");
        // The first step has t = 0, and a warmup gives it the first part of the rate.
        Assert.Equal(2 * 0.25, optimizer.LearningRateAt(0));
        double[] rates = [.. Enumerable.Range(0, 20).Select(step => optimizer.LearningRateAt(step))];
        for (int step = 0; step < rates.Length; step++)
        {
            Assert.Equal(step, optimizer.StepCount);
            Assert.Equal(rates, Enumerable.Range(0, rates.Length).Select(other => optimizer.LearningRateAt(other)));
            Assert.Equal(new StepResult(StepOutcome.Applied, step + 1, rates[step]), optimizer.Step());
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRateAt(-1));
    }

    [Fact]
    public void Floors_are_parts_of_the_rate_and_metrics_scale_it_as_a_whole()
    {
        IOptimizer optimizer = Make("Scheduled");
        Assert.Equal(2 * 0.25, optimizer.LearningRateAt(1000));
        optimizer.LearningRate = 6;
        Assert.Equal(6 * 0.25, optimizer.LearningRateAt(1000));
        var observe = TypeOf("Scheduled").GetMethod("Observe")!.CreateDelegate<Action<double>>(optimizer);
        observe(1);
        Assert.Equal(6 * 0.25, optimizer.LearningRateAt(1000));
        observe(1);
        Assert.Equal(6 * 0.25 * 0.5, optimizer.LearningRateAt(1000));
        Assert.Equal(6 * 0.25 * 0.5, optimizer.LearningRateAt(0));
    }

    [Fact]
    public void The_rate_is_that_of_the_default_group_and_others_have_their_own()
    {
        Parameter weight = _set.Add("w", 1), bias = _set.Add("w.bias", 1);
        weight.Gradients[0] = bias.Gradients[0] = 1;
        IOptimizer optimizer = Make("Grouped");
        Assert.Equal(0.25, optimizer.LearningRate);
        Assert.Equal(0.5, optimizer.Groups["biases"].LearningRate);
        optimizer.LearningRate = 2;
        optimizer.Groups["biases"].LearningRate = 4;
        Assert.Equal(2, optimizer.Groups[""].LearningRate);
        optimizer.Step();
        Assert.Equal(-2, weight.Values[0]);
        Assert.Equal(-4, bias.Values[0]);
    }

    [Fact]
    public void Every_by_reference_Real_is_state_of_its_name()
    {
        Parameter w = _set.Add("w", 1);
        IOptimizer optimizer = Make("Stateful");
        w.Gradients[0] = 3;
        optimizer.Step();
        w.Gradients[0] = 5;
        optimizer.Step();
        var state = optimizer.GetType().GetMethod("State", [typeof(Parameter), typeof(string)])!.CreateDelegate<StateOf>(optimizer);
        Assert.Equal([8], state(w, "sum").ToArray());
        Assert.Equal([5], state(w, "last").ToArray());
        Assert.Equal(-3 - (8 - 3), w.Values[0]);
        Assert.Throws<ArgumentException>(() => state(w, "w").Length);
    }

    [Fact]
    public void Averages_are_spans_and_stand_in_while_they_are_used()
    {
        Parameter w = _set.Add("w", 1);
        w.Gradients[0] = 1;
        IOptimizer optimizer = Make("Averaged");
        optimizer.Step();
        optimizer.Step();
        var average = optimizer.GetType().GetMethod("Average", [typeof(Parameter)])!.CreateDelegate<AverageOf>(optimizer);
        Assert.Equal(-1.5f, average(w)[0]);
        using (optimizer.GetType().GetMethod("UseAverages", [])!.CreateDelegate<Func<AveragesScope>>(optimizer)())
        {
            Assert.Equal(-1.5f, w.Values[0]);
            Assert.Throws<InvalidOperationException>(() => optimizer.Step());
        }

        Assert.Equal(-2, w.Values[0]);
        w.Gradients[0] = float.NaN;
        Assert.Equal((StepOutcome.Skipped, 2L), (optimizer.Step().Outcome, optimizer.StepCount));
    }

    [Fact]
    public void A_project_needs_no_settings()
    {
        CSharpCompilation output = s_loaded.Value.Generated.Output;
        Assert.False(output.Options.AllowUnsafe);
        // The version that a .NET 10 project has unless it says otherwise.
        Assert.Equal(LanguageVersion.CSharp14, output.LanguageVersion);
        Assert.Empty(s_loaded.Value.Generated.CompilerDiagnostics);
        Assert.All(s_loaded.Value.Generated.Files.Values, code => Assert.DoesNotContain(
            CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens(), t => t.IsKind(SyntaxKind.UnsafeKeyword)));
    }

    private delegate Span<float> StateOf(Parameter parameter, string name);

    private delegate Span<float> AverageOf(Parameter parameter);

    private static Type TypeOf(string recipe) => s_loaded.Value.Assembly.GetType("Surface." + recipe, throwOnError: true)!;

    private static IOptimizer Create<TRecipe>(ParameterSet set)
        where TRecipe : IOptimizer<TRecipe> => TRecipe.Create(set);

    private IOptimizer Make(string recipe) => (IOptimizer)Activator.CreateInstance(TypeOf(recipe), _set)!;
}
