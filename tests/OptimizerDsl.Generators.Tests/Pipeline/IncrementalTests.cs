namespace OptimizerDsl.Generators.Tests;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Reason = Microsoft.CodeAnalysis.IncrementalStepRunReason;

/// <summary>An edit runs again what it may have changed, and nothing that it did not change is emitted again.</summary>
public sealed class IncrementalTests
{
    private const string TwoRecipes = SourceCompilation.Usings + """
        [Optimizer] [AdamW] public sealed partial class First;
        [Optimizer] [Own(Beta = 0.5)] public sealed partial class Second;
        """;

    private const string Rule = SourceCompilation.Usings + """
        [SafeLearningRate(Usual = 1)]
        public sealed partial class OwnAttribute : UpdateRuleAttribute
        {
            public double Beta { get; set; } = 0.9;
            public void Update(ref Real w, Real g) => w -= Beta * g;
        }
        """;

    private const string Other = "public class Unrelated { public int Value => 1; }";

    [Fact]
    public void The_first_run_makes_everything()
    {
        var run = new Run();
        Assert.Equal([Reason.New, Reason.New], run.Reasons(StepNames.Recipe));
        Assert.Equal([Reason.New], run.Reasons(StepNames.Fragment));
        Assert.Equal([Reason.New, Reason.New], run.Reasons(StepNames.RecipeCode));
        Assert.Equal([Reason.New, Reason.New, Reason.New], run.Outputs());
    }

    [Fact]
    public void No_edit_at_all() => IsAllSame(new Run().Edit(0, TwoRecipes));

    [Theory]
    [InlineData("public class Unrelated { public int Value => 2; }")]
    [InlineData("public class Unrelated { public int Value => 1; } public class More { }")]
    [InlineData("public class Unrelated { public int Value => }")]
    [InlineData("")]
    public void An_unrelated_edit(string edited) => IsAllSame(new Run().Edit(2, edited));

    [Theory]
    [InlineData("w -= Beta * g", "w  -=  Beta   *\n g /* a comment */")]
    [InlineData("public void Update", "/// <summary>Documented.</summary>\n    public void Update")]
    [InlineData("w -= Beta * g", "w -= (Beta * g)")]
    [InlineData("public double Beta", "public int More => 1; public double Beta")]
    public void An_edit_of_a_rule_that_means_nothing(string old, string edited) => IsAllSame(new Run().Edit(1, Rule.Replace(old, edited)));

    [Fact]
    public void Lines_before_a_recipe() => IsAllSame(new Run().Edit(0, "\n\n// moved\n" + TwoRecipes));

    [Fact]
    public void An_edit_of_one_recipe()
    {
        Run run = new Run().Edit(0, TwoRecipes.Replace("[AdamW]", "[AdamW(Beta1 = 0.8)]"));
        IsOneModified(run.Reasons(StepNames.Recipe));
        Assert.All(run.Reasons(StepNames.Fragment), IsSame);
        IsOneModified(run.Reasons(StepNames.RecipeCode));
        IsOneModified(run.Outputs());
    }

    [Fact]
    public void An_edit_of_a_rule_in_another_file_changes_its_recipes_alone()
    {
        Run run = new Run().Edit(1, Rule.Replace("w -= Beta * g", "w += Beta * g"));
        Assert.Equal([Reason.Modified], run.Reasons(StepNames.Fragment));
        IsOneModified(run.Reasons(StepNames.Recipe));
        IsOneModified(run.Reasons(StepNames.RecipeCode));
        Assert.Contains("w + ", run.File("Second"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_that_a_recipe_overrides_changes_the_rule_but_not_the_recipe_s_text()
    {
        var run = new Run();
        string before = run.File("Second");
        run.Edit(1, Rule.Replace("= 0.9", "= 0.8"));
        Assert.Equal([Reason.Modified], run.Reasons(StepNames.Fragment));
        Assert.Equal(before, run.File("Second"));
        IsOneModified(run.Outputs());
    }

    [Fact]
    public void A_recipe_that_goes_takes_its_file_with_it()
    {
        Run run = new Run().Edit(0, TwoRecipes.Replace("[Optimizer] [AdamW] public sealed partial class First;", ""));
        Assert.Throws<InvalidOperationException>(() => run.File("First"));
        Assert.NotEmpty(run.File("Second"));
    }

    [Fact]
    public void A_recipe_that_comes_leaves_the_others_alone()
    {
        Run run = new Run().Edit(2, SourceCompilation.Usings + "[Optimizer] [Sgd] public sealed partial class Third;");
        Assert.NotEmpty(run.File("Third"));
        Assert.Equal(1, run.Reasons(StepNames.RecipeCode).Count(r => r == Reason.New));
        Assert.Equal(2, run.Reasons(StepNames.RecipeCode).Count(r => r == Reason.Cached));
    }

    [Fact]
    public void Two_runs_give_the_same_text() => Assert.Equal(new Run().Files(), new Run().Files());

    private static void IsSame(Reason reason) => Assert.True(reason is Reason.Cached or Reason.Unchanged, reason.ToString());

    private static void IsOneModified(Reason[] reasons)
    {
        Assert.Single(reasons, r => r == Reason.Modified);
        Assert.All(reasons.Where(r => r != Reason.Modified), IsSame);
    }

    private static void IsAllSame(Run run)
    {
        Assert.Equal(2, run.Reasons(StepNames.Recipe).Length);
        Assert.All(run.Reasons(StepNames.Recipe), IsSame);
        IsSame(Assert.Single(run.Reasons(StepNames.Fragment)));
        Assert.Equal([Reason.Cached, Reason.Cached], run.Reasons(StepNames.RecipeCode));
        Assert.Equal([Reason.Cached, Reason.Cached, Reason.Cached], run.Outputs());
    }

    private sealed class Run
    {
        private readonly SourceCompilation _source = SourceCompilation.Of(TwoRecipes, Rule, Other);
        private GeneratorDriver _driver;

        public Run() => _driver = _source.Driver().RunGenerators(_source.Input);

        private GeneratorRunResult Result
        {
            get
            {
                GeneratorRunResult result = _driver.GetRunResult().Results.Single();
                Assert.Null(result.Exception);
                return result;
            }
        }

        public Run Edit(int file, string text)
        {
            SyntaxTree old = _source.Input.SyntaxTrees[file];
            SyntaxTree edited = CSharpSyntaxTree.ParseText(text, _source.ParseOptions, old.FilePath, System.Text.Encoding.UTF8);
            _driver = _driver.RunGenerators(_source.Input.ReplaceSyntaxTree(old, edited));
            return this;
        }

        public Reason[] Reasons(string step) => Result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason).ToArray();

        public Reason[] Outputs() => Result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason).ToArray();

        public IEnumerable<(string, string)> Files() => Result.GeneratedSources.Select(s => (s.HintName, s.SourceText.ToString()));

        public string File(string recipe) => Result.GeneratedSources.Single(s => s.HintName.StartsWith(recipe, StringComparison.Ordinal)).SourceText.ToString();
    }
}
