using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Zoo;

namespace OptimizerDsl.Kernels.Tests.Docs;

/// <summary>docs/rules.md: what each rule is and what a step of it costs.</summary>
internal sealed partial class RulesPage : IDocPage
{
    public IReadOnlyList<DocFile> Make()
    {
        ZooRule[] rules = [.. ZooRules.All.OrderBy(rule => rule.Name, StringComparer.Ordinal)];
        (byte[] image, _) = RecipeCompiler.Compile("RulesPage", [], rules.SelectMany(rule =>
            rule.Settings.Select(setting => Case(rule, setting)).Prepend(new RecipeCase(rule.Name + "Page", $"[{rule.Name}]", ElementType.Single))));
        Assembly compiled = Assembly.Load(image);
        Cost CostOf(string recipe) => Costs(compiled.GetType(recipe, throwOnError: true)!);

        var page = new StringBuilder($"""
            # Update rules

            What a step of each rule costs in single precision: bytes of state for each parameter, bytes that a step moves for each
            parameter, and how often it sweeps over memory, with the rule's defaults. Where options add state, the second number is the
            most. State that an option does not need does not exist. Formulas, hyperparameters and sources stand above each rule, in
            `src/OptimizerDsl/Rules`.

            | rule | what it is | usual rate | state | traffic | sweeps |
            |---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (ZooRule rule in rules)
        {
            Cost usual = CostOf(rule.Name + "Page");
            Cost[] all = [usual, .. rule.Settings.Select(setting => CostOf(rule.RecipeName(setting) + "Page"))];
            string Range(Func<Cost, int> of) => of(usual) == all.Max(of) ? Number(of(usual)) : $"{Number(of(usual))} to {Number(all.Max(of))}";
            page.Append(CultureInfo.InvariantCulture, $"| {rule.Name} | {DocComments.Of(rule.Attribute).First().ReplaceLineEndings(" ")} | {rule.UsualRate} | {Range(cost => cost.State)} | {Range(cost => cost.Traffic)} | {Range(cost => cost.Sweeps)} |\n");
        }

        page.Append($"\nThis page is made from the code:\n\n```console\n{DocPages.Command}\n```\n");
        return [new("rules.md", page.ToString())];
    }

    private static RecipeCase Case(ZooRule rule, ZooSetting setting) => new(rule.RecipeName(setting) + "Page", rule.Text(setting), ElementType.Single);

    private static Cost Costs(Type recipe)
    {
        Match match = CostLine().Match((string)recipe.GetMethod("Describe")!.Invoke(null, null)!);
        int Group(int i) => int.Parse(match.Groups[i].ValueSpan, CultureInfo.InvariantCulture);
        return new(Group(1), Group(2), Group(3));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"State: (\d+) bytes per parameter\. Traffic: (\d+) bytes per parameter and step, in (\d+) sweep")]
    private static partial Regex CostLine();

    private readonly record struct Cost(int State, int Traffic, int Sweeps);
}
