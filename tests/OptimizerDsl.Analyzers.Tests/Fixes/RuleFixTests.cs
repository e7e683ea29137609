using Microsoft.CodeAnalysis.CodeFixes;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Fixes;

/// <summary>What is offered for rules, and for types that are not partial.</summary>
public sealed class RuleFixTests
{
    [Theory]
    [InlineData("w -= 1 / 2 * g;", "w -= 1.0 / 2 * g;")]
    [InlineData("w -= g * (Every / 2);", "w -= g * (Every / 2.0);")]
    [InlineData("w -= g * (-3L / Every);", "w -= g * (-3.0 / Every);")]
    [InlineData("w -= g * Math.Sqrt(step.Count / Every);", "w -= g * Math.Sqrt((double)step.Count / Every);")]
    [InlineData("w -= g * (Every * step.Count / Every);", "w -= g * ((double)(Every * step.Count) / Every);")]
    [InlineData("w -= g * ((Every + 1) / step.Count);", "w -= g * ((double)(Every + 1) / step.Count);")]
    public Task Divide_as_fractions(string before, string after) => InBodyAsync("ODSL604", before, after);

    [Theory]
    [InlineData("w -= g / Beta;", "w -= g * (1 / Beta);")]
    [InlineData("w -= g / (Beta + 1);", "w -= g * (1 / (Beta + 1));")]
    [InlineData("w -= g / Math.Sqrt(Beta);", "w -= g * (1 / Math.Sqrt(Beta));")]
    [InlineData("w -= g / -Beta;", "w -= g * (1 / (-Beta));")]
    [InlineData("w -= g / Beta * 2;", "w -= g * (1 / Beta) * 2;")]
    [InlineData("w -= 2 * g / Beta + g;", "w -= 2 * g * (1 / Beta) + g;")]
    [InlineData("w -= g / 3;", "w -= g * (1.0 / 3);")]
    [InlineData("w -= g / Every;", "w -= g * (1.0 / Every);")]
    [InlineData("w /= Beta;", "w *= 1 / Beta;")]
    [InlineData("w /= Beta + 1;", "w *= 1 / (Beta + 1);")]
    public Task Multiply_by_the_reciprocal(string before, string after) => InBodyAsync("ODSL605", before, after);

    [Fact]
    public Task All_divisions_at_once() => FixVerifier.FixAllAsync("ODSL605", FixAllScope.Document,
        [Rules.Update("w -= g / Beta / (Beta + 1); m /= Beta; w += m;")], [Rules.Update("w -= g * (1 / Beta) * (1 / (Beta + 1)); m *= 1 / Beta; w += m;")]);

    [Fact]
    public Task State_that_nothing_reads() => FixVerifier.FixAsync("ODSL603", Rule(
        """
            /// <summary>Steps.</summary>
            /// <param name="m">The mean.</param>
            /// <param name="n">The number.</param>
            public void Update(ref Real w, Real g, ref Real m, ref Real n, StepInfo step)
            {
                m = 0.9 * m + g;
                n += 1; // one more
                w -= step.LearningRate * m;
            }
        """), Rule(
        """
            /// <summary>Steps.</summary>
            /// <param name="m">The mean.</param>
            public void Update(ref Real w, Real g, ref Real m, StepInfo step)
            {
                m = 0.9 * m + g;
                w -= step.LearningRate * m;
            }
        """));

    [Fact]
    public Task State_that_other_code_would_miss_stays() => FixVerifier.NoFixAsync("ODSL603", Rule(
        """
            public void Update(ref Real w, Real g, ref Real n, StepInfo step)
            {
                Real unused = n;
                n += g;
                w -= step.LearningRate * g;
            }
        """));

    [Fact]
    public Task A_hyperparameter_that_nothing_reads() => FixVerifier.FixAsync("ODSL603", Rule(
        """
            /// <summary>Of no use.</summary>
            [ValidRange(0, 1)]
            public double Rho { get; set; } = 0.5;

            public double Beta { get; set; } = 0.5;

            public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * Beta * g;
        """, "Beta = 0.25, Rho = 0.5"), Rule(
        """
            public double Beta { get; set; } = 0.5;

            public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * Beta * g;
        """, "Beta = 0.25"));

    [Theory]
    [InlineData("public sealed class Recipe;", "public sealed partial class Recipe;")]
    [InlineData("class Recipe;", "partial class Recipe;")]
    [InlineData("public sealed record Recipe;", "public sealed partial record Recipe;")]
    public Task Partial_recipes(string before, string after) => FixVerifier.FixAsync("ODSL902", $"{Rules.Usings}[Optimizer]\n[Sgd]\n{before}\n", $"{Rules.Usings}[Optimizer]\n[Sgd]\n{after}\n");

    [Fact]
    public async Task All_around_it_become_partial_too()
    {
        string Nested(string keyword) => $$"""
            {{Rules.Usings}}
            public static {{keyword}}class Outer
            {
                internal {{keyword}}struct Inner
                {
                    [Optimizer, Sgd]
                    public sealed {{keyword}}class One;

                    [Optimizer, Sgd]
                    public sealed {{keyword}}class Two;
                }
            }
            """;
        await FixVerifier.FixAllAsync("ODSL902", FixAllScope.Document, [Nested("")], [Nested("partial ")]);
    }

    [Fact]
    public async Task Partial_rules_and_none_that_are_local_to_their_file()
    {
        const string Rule = "class PlainAttribute : UpdateRuleAttribute\n{\n    public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g;\n}\n";
        await FixVerifier.FixAsync("ODSL902", Rules.Usings + "public sealed " + Rule, Rules.Usings + "public sealed partial " + Rule);
        await FixVerifier.NoFixAsync("ODSL902", Rules.Usings + "file sealed " + Rule);
    }

    private static Task InBodyAsync(string id, string before, string after) => FixVerifier.FixAsync(id, Rules.Update(before), Rules.Update(after));

    private static string Rule(string members, string arguments = "") => $$"""
        {{Rules.Usings}}
        public sealed partial class SampleAttribute : UpdateRuleAttribute
        {
        {{members}}
        }

        [Optimizer]
        [Sample(LearningRate = 0.1{{(arguments.Length == 0 ? "" : ", " + arguments)}})]
        public sealed partial class Recipe;
        """;
}
