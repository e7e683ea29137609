using System.Reflection;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Zoo;

/// <summary>No rule of the library goes without the tests, and no hyperparameter.</summary>
public sealed class ZooRulesTests(CompiledCorpus corpus)
{
    public static TheoryData<string> Names => [.. ZooRules.All.Select(rule => rule.Name)];

    [Fact]
    public void Every_rule_of_the_library_has_one_row() => Assert.Equal(
        typeof(Real).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(UpdateRuleAttribute))).Select(type => type.Name).Order(StringComparer.Ordinal),
        ZooRules.All.Select(rule => rule.Attribute.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_rule_is_held_against_PyTorch_or_a_reference(string name)
    {
        ZooRule rule = ZooRules.Named(name);
        Assert.True(rule.Torch is null != rule.Reference is null, $"{name} needs PyTorch's numbers or a reference.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_hyperparameter_has_a_setting_in_which_its_default_would_compute_something_else(string name)
    {
        ZooRule rule = ZooRules.Named(name);
        var usual = (UpdateRuleAttribute)Activator.CreateInstance(rule.Attribute)!;
        var recipes = new List<Type>();
        foreach (ZooSetting setting in rule.Settings) recipes.Add(await corpus.TypeOf(rule.RecipeName(setting) + "F64"));
        IEnumerable<PropertyInfo> hyperparameters = rule.Attribute.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(property => property.CanWrite);
        Assert.All(hyperparameters, property => Assert.Contains(recipes, recipe =>
        {
            UpdateRuleAttribute changed = RuleOf(recipe);
            property.SetValue(changed, property.GetValue(usual));
            return !Trajectory(RuleOf(recipe), rule.Inputs).SequenceEqual(Trajectory(changed, rule.Inputs));
        }));
    }

    private static UpdateRuleAttribute RuleOf(Type recipe) => recipe.GetCustomAttribute<UpdateRuleAttribute>()!;

    // Everything that the rule's own scalar method leaves after some steps, parameters and state.
    private static double[] Trajectory(UpdateRuleAttribute rule, IEnumerable<string> inputs)
    {
        var random = new SplitMix(17);
        double[][] w = [Draw(random, 12), Draw(random, 3)];
        var reference = new ScalarReference(ElementType.Double, [rule], [[3, 4], [3]]);
        for (int step = 0; step < 25; step++)
        {
            foreach (double[] input in inputs.SelectMany(name => reference.State[name])) Draw(random, input.Length).CopyTo(input, 0);
            reference.Step(w, [Draw(random, 12), Draw(random, 3)], 2 + random.Fraction());
        }

        return [.. w.Concat(reference.State.Values.SelectMany(state => state)).SelectMany(values => values)];
    }

    private static double[] Draw(SplitMix random, int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.Fraction() - 1)];
}
