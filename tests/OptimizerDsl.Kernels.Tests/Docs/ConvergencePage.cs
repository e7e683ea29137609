using System.Globalization;
using System.Text;
using OptimizerDsl.Kernels.Tests.Zoo;
using OptimizerDsl.Kernels.Tests.Zoo.Convergence;

namespace OptimizerDsl.Kernels.Tests.Docs;

/// <summary>docs/convergence.md: in how many steps each rule reaches each function's target.</summary>
internal sealed class ConvergencePage : IDocPage
{
    public const string FileName = "convergence.md";

    private static readonly Lazy<IReadOnlyDictionary<(string Rule, string Problem), int?>> s_steps = new(Measure);

    public bool IsExact => false;

    /// <summary>The steps that each rule needs, by rule and problem.</summary>
    public static IReadOnlyDictionary<(string Rule, string Problem), int?> Steps => s_steps.Value;

    public IReadOnlyList<DocFile> Make()
    {
        var page = new StringBuilder();
        page.Append($"""
            # Convergence

            Within how many steps each rule, with its defaults and its usual learning rate, brings a function down to a value. Nobody
            trains such functions, and a rule that is fast here with its usual rate may be slow elsewhere: the table shows that each rule
            does what it is for. A test runs all of it; the numbers are a tenth above what it measures, rounded up. A dash stands where
            {Race.Patience.ToString("N0", CultureInfo.InvariantCulture)} steps do not suffice: where the rate falls by itself, where its size keeps the rule from settling in the valley, or
            where it is too large for the function's curvature.

            | function | value |
            |---|---|

            """.ReplaceLineEndings("\n"));
        foreach (Problem problem in Problems.All) page.Append(CultureInfo.InvariantCulture, $"| {problem.Name}: {problem.Formula} | {problem.Target} |\n");
        page.Append(CultureInfo.InvariantCulture, $"\n| rule | rate | {string.Join(" | ", Problems.All.Select(problem => problem.Name))} |\n|---|---|{string.Concat(Problems.All.Select(_ => "---:|"))}\n");
        foreach (ZooRule rule in ZooRules.All.OrderBy(rule => rule.Name, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {rule.Name} | {rule.UsualRate} | {string.Join(" | ", Problems.All.Select(problem => Text(Steps[(rule.Name, problem.Name)])))} |\n");
        }

        page.Append($"\nThis page is made from the code:\n\n```console\n{DocPages.Command}\n```\n");
        return [new(FileName, page.ToString())];
    }

    /// <summary>A tenth more than measured, rounded up to two digits.</summary>
    public static int Stated(int measured)
    {
        double more = 1.1 * measured, unit = Math.Pow(10, Math.Max(Math.Floor(Math.Log10(more)) - 1, 0));
        return (int)(Math.Ceiling(more / unit) * unit);
    }

    private static string Text(int? measured) => measured is int steps ? Stated(steps).ToString("N0", CultureInfo.InvariantCulture) : "–";

    private static Dictionary<(string Rule, string Problem), int?> Measure()
    {
        IReadOnlyDictionary<string, Type> recipes = Race.Compile();
        return recipes.SelectMany(_ => Problems.All, (recipe, problem) => (Rule: recipe.Key, Problem: problem, Recipe: recipe.Value))
            .AsParallel().ToDictionary(run => (run.Rule, run.Problem.Name), run => Race.Run(run.Recipe, run.Problem));
    }
}
