namespace OptimizerDsl.Generators.Tests;

using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Runtime;

/// <summary>The sentence about a value outside of its range: the compiler has the one that the library says.</summary>
public sealed class RangeTests
{
    private const string Source = SourceCompilation.Usings + """
        namespace Ranges;

        [Optimizer] [Bounded(LearningRate = 1)] [Sgd(Momentum = 0.5, Group = "b")] [ParameterGroup("b", "b")]
        public sealed partial class Recipe
        {
            public partial double Part { get; set; }
            public partial long Every { get; set; }
            public partial double Free { get; set; }
            [Tunable(Of = typeof(SgdAttribute), Name = "Momentum")] public partial double Inertia { get; set; }
        }

        public sealed partial class BoundedAttribute : UpdateRuleAttribute
        {
            [ValidRange(0.25, 0.75, MinimumIsExclusive = true, IfBelow = "\"nothing\" is left", Usual = 0.5)] public double Part { get; set; } = 0.6;
            [ValidRange(1, long.MaxValue)] public long Every { get; set; } = 3;
            public double Free { get; set; }
            public void Update(ref Real w, Real g, StepInfo step) { if (step.Count % Every == 0) w -= Part * g + Free; }
        }
        """;

    private static readonly Lazy<Type> s_recipe = new(() =>
        SourceCompilation.Of([Source], "Ranges", NullableContextOptions.Enable).Generate().Load().GetType("Ranges.Recipe", throwOnError: true)!);

    [Theory]
    [InlineData("Part", 0.25, "Part 0.25 of Recipe is outside (0.25, 0.75]: \"nothing\" is left. Use 0.5.")]
    [InlineData("Part", -1e-8, "Part -1E-08 of Recipe is outside (0.25, 0.75]: \"nothing\" is left. Use 0.5.")]
    [InlineData("Part", 0.8, "Part 0.8 of Recipe is outside (0.25, 0.75]. Use 0.5.")]
    [InlineData("Part", double.NaN, "Part NaN of Recipe is outside (0.25, 0.75]. Use 0.5.")]
    [InlineData("Every", 0L, "Every 0 of Recipe is outside [1, ∞). Use 1 or more.")]
    [InlineData("Inertia", 1.0, "Inertia 1 of Recipe is outside [0, 1): the velocity never decays and training diverges. Use 0.9.")]
    [InlineData("Free", double.NaN, "Free NaN of Recipe is outside (-∞, ∞). Use a finite number.")]
    public void A_tunable_is_held_to_the_range_of_its_hyperparameter(string property, object value, string sentence)
    {
        IOptimizer optimizer = Make();
        PropertyInfo tunable = s_recipe.Value.GetProperty(property)!;
        object? before = tunable.GetValue(optimizer);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new("de-DE");
            Exception thrown = Assert.Throws<TargetInvocationException>(() => tunable.SetValue(optimizer, value)).InnerException!;
            Assert.StartsWith(sentence, Assert.IsType<ArgumentOutOfRangeException>(thrown).Message, StringComparison.Ordinal);
            Assert.Equal(before, tunable.GetValue(optimizer));

            // The compiler's own copy says the same of the range that it read.
            TunableModel model = Recipes.Parse(
                "[Bounded(LearningRate = 1)] [Sgd(Momentum = 0.5, Group = \"b\")] [ParameterGroup(\"b\", \"b\")]",
                Source[Source.IndexOf("public sealed partial class BoundedAttribute", StringComparison.Ordinal)..],
                Source[(Source.IndexOf("Recipe\n{", StringComparison.Ordinal) + "Recipe\n{".Length)..Source.IndexOf("}\n\npublic", StringComparison.Ordinal)]).Tunables.Single(t => t.Property == property);
            Assert.Equal(sentence, model.Range.Outside(property, Convert.ToDouble(value, CultureInfo.InvariantCulture), "Recipe"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void A_tunable_takes_what_lies_inside()
    {
        IOptimizer optimizer = Make();
        foreach ((string property, object value) in new (string, object)[] { ("Part", 0.75), ("Part", Math.BitIncrement(0.25)), ("Every", 1L), ("Inertia", 0.0), ("Inertia", Math.BitDecrement(1.0)), ("Free", double.PositiveInfinity) })
        {
            PropertyInfo tunable = s_recipe.Value.GetProperty(property)!;
            tunable.SetValue(optimizer, value);
            Assert.Equal(value, tunable.GetValue(optimizer));
        }
    }

    [Theory]
    [InlineData(-0.5, "LearningRate -0.5 of Recipe is outside [0, ∞): steps would lead uphill, which a rule's Maximize is for. Use 0 or more.")]
    [InlineData(double.PositiveInfinity, "LearningRate ∞ of Recipe is outside [0, ∞): the first step would leave no numbers behind. Use a finite number.")]
    [InlineData(double.NaN, "LearningRate NaN of Recipe is outside [0, ∞). Use a finite number.")]
    public void A_rate_is_a_number_from_0_up(double rate, string sentence)
    {
        IOptimizer optimizer = Make();
        Assert.StartsWith(sentence, Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRate = rate).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            sentence.Replace("of Recipe", "of group 'b' of Recipe", StringComparison.Ordinal),
            Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.Groups["b"].LearningRate = rate).Message, StringComparison.Ordinal);
        Assert.Equal(1, optimizer.LearningRate);
        Assert.Equal(sentence, ValueRange.LearningRate.Outside("LearningRate", rate, "Recipe"));
        optimizer.LearningRate = 0;
    }

    [Fact]
    public void The_place_or_the_sentence_says_whose_the_value_is()
    {
        var range = new ValueRange(0, 1, MaximumIsExclusive: true, IfAbove: "the velocity never decays and training diverges", Usual: 0.9);
        Assert.Equal("Momentum 1 is outside [0, 1): the velocity never decays and training diverges. Use 0.9.", range.Outside("Momentum", 1));
        Assert.Equal("Momentum 1 of Sgd is outside [0, 1): the velocity never decays and training diverges. Use 0.9.", range.Outside("Momentum", 1, "Sgd"));
        Assert.Equal("Power 0 is outside (0, 4). Use more than 0.", new ValueRange(0, 4, true, true).Outside("Power", 0));
        Assert.Equal("Power 4 is outside (0, 4). Use less than 4.", new ValueRange(0, 4, true, true).Outside("Power", 4));
    }

    private static IOptimizer Make()
    {
        var set = new ParameterSet();
        set.Add("a", 1);
        set.Add("b", 1);
        return (IOptimizer)Activator.CreateInstance(s_recipe.Value, set)!;
    }
}
