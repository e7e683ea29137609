using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using OptimizerDsl.Generators;
using OptimizerDsl.Generators.Emit;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.TestKit;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Recipes;

/// <summary>ODSL905: rules of other assemblies, which come as text in metadata.</summary>
public sealed class ForeignRuleTests
{
    private const string Rule = Rules.Usings + """
        [SafeLearningRate(Usual = 0.1)]
        public sealed partial class ForeignAttribute : UpdateRuleAttribute
        {
            public double Beta { get; set; } = 0.9;
            public void Begin(ref double mu, StepInfo step) => mu = Beta * mu + step.Count;
            public void Update(ref Real w, Real g, ref Real m, double mu, StepInfo step)
            {
                m = Beta * m + g / (1 + Global.Norm(g));
                if (g > 0) m = Real.Max(m, mu);
                w -= step.LearningRate * m;
            }
        }
        """;

    private const string Recipe = Rules.Usings + "[Optimizer] [{|ODSL905:Foreign|}] public sealed partial class Recipe;";

    [Fact]
    public void Built_with_the_generator_it_is_read()
    {
        GeneratedCompilation package = SourceCompilation.Of([Rule], "Package", NullableContextOptions.Enable).Generate();
        Verify.Source(Recipe.Replace("{|ODSL905:Foreign|}", "Foreign(Beta = 0.5)", StringComparison.Ordinal), package.AsMetadata());
        Verify.Source(Recipe.Replace("{|ODSL905:Foreign|}", "Foreign(Beta = 0.5)", StringComparison.Ordinal), package.AsProject());
    }

    [Fact]
    public void Built_without_it_the_remedy_is_named()
    {
        MetadataReference package = SourceCompilation.Of([Rule], "Package", NullableContextOptions.Enable).Input.ToMetadataReference();
        string message = Assert.Single(Verify.Source(Recipe, package)).GetMessage(null);
        Assert.Equal("Foreign comes from Package, which was built without the OptimizerDsl generator. Build it with a reference to the OptimizerDsl package.", message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("(")]
    [InlineData("nonsense")]
    [InlineData("(fragment 2 rule \"Foreign\")")]
    [InlineData("(fragment 1 rule \"Foreign\")")]
    [InlineData("(fragment 1 7 \"Foreign\")")]
    [InlineData("(fragment 1 schedule \"Foreign\")")]
    [InlineData("(fragment 1 transform \"Foreign\" (method Apply ((in real g)) (out return g)))")]
    [InlineData("(fragment 1 rule \"Foreign\" (method Update () ))")]
    [InlineData("(fragment 1 rule \"Foreign\" (method Update ((ref real w) (in real g))))")]
    [InlineData("(fragment 1 rule \"Foreign\" (method Update ((ref real w) (in real g) (in double mu)) (out w g)))")]
    [InlineData("(fragment 1 rule \"Foreign\" (method Update ((ref real w) (in real g)) (out w (frobnicate g))))")]
    [InlineData("(fragment 1 rule \"Foreign\" (method Update ((ref real w) (in real g)) (out w 1.0)))")]
    [InlineData("(fragment 1 rule \"Foreign\" (method Begin ((ref double mu)) (out mu (reduce sum global (broadcast 1.0)))) (method Update ((ref real w) (in real g)) (out w g)))")]
    public void Unreadable_text_names_the_assembly(string text)
    {
        string source = Rule.Replace("[SafeLearningRate", $"[CompiledRule({Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true)})] [SafeLearningRate", StringComparison.Ordinal);
        MetadataReference package = SourceCompilation.Of([source], "Package", NullableContextOptions.Enable).Input.ToMetadataReference();
        Assert.Contains("Package", Assert.Single(Verify.Source(Recipe, package)).GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_with_a_token_missing_or_twice_is_refused_or_compiles()
    {
        IReadOnlyDictionary<string, string> files = SourceCompilation.Of([Rule], "Package", NullableContextOptions.Enable).Generate().Files;
        string compiled = Assert.Single(files).Value;
        string text = string.Concat(Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParseTokens(compiled)
            .Where(t => t.Value is string && t.Text.StartsWith('"')).Select(t => (string)t.Value!));
        string[] tokens = text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.True(tokens.Length > 100, text);
        Assert.True(Compiles(string.Join(' ', tokens)));

        int compiling = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            if (Compiles(string.Join(' ', [.. tokens[..i], .. tokens[(i + 1)..]]))) compiling++;
            if (Compiles(string.Join(' ', [.. tokens[..i], tokens[i], .. tokens[i..]]))) compiling++;
            if (Compiles(string.Join(' ', [.. tokens[..i], "7", .. tokens[(i + 1)..]]))) compiling++;
        }
        Assert.InRange(compiling, 1, tokens.Length);
    }

    /// <summary>Whether text is a fragment; one that is has to be emitted without an exception.</summary>
    private static bool Compiles(string text)
    {
        Fragment fragment;
        try
        {
            fragment = CompiledFragment.Read(text, FragmentKind.Rule);
        }
        catch (FormatException)
        {
            return false;
        }
        var use = new FragmentUse("Foreign", 0, IsShared: true, fragment, fragment.Hypers.Select(h => new HyperValue(h.Name, h.Type, h.Default)).ToEquatableArray());
        var group = new GroupModel("", 0.1, default, use, default, default);
        var model = new RecipeModel(
            "Recipe.g.cs", "", default, new("partial class", "Recipe", ""), "Foreign", Generators.Ir.ElementType.Single, new(group), default, default, default, default,
            new(0, 0), AccumulateSteps: 1, ClearGradients: false, new(default, default, false, 0, false, default), default, default, IsBroken: false);
        return RecipeEmitter.Emit(model).Length > 0;
    }
}
