using System.Globalization;
using System.Reflection;
using OptimizerDsl.Kernels.Tests.Corpus;

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
    public async Task The_settings_move_every_hyperparameter_from_its_default(string name)
    {
        ZooRule rule = ZooRules.Named(name);
        var usual = (UpdateRuleAttribute)Activator.CreateInstance(rule.Attribute)!;
        var set = new List<UpdateRuleAttribute>();
        foreach (ZooSetting setting in rule.Settings) set.Add((await corpus.TypeOf(rule.RecipeName(setting) + "F64")).GetCustomAttribute<UpdateRuleAttribute>()!);
        foreach (PropertyInfo property in rule.Attribute.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(property => property.CanWrite))
        {
            Assert.True(set.Any(other => !Equals(property.GetValue(other), property.GetValue(usual))), $"No setting of {name} sets {property.Name} to another value than {Convert.ToString(property.GetValue(usual), CultureInfo.InvariantCulture)}.");
        }
    }
}
