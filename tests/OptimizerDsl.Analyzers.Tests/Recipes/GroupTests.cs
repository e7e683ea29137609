using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Recipes;

/// <summary>ODSL910 and ODSL904: parameters in groups, each with a rule.</summary>
public sealed class GroupTests
{
    [Theory]
    [InlineData("[Sgd] [{|ODSL910:ParameterGroup(\"bias\", \"*.bias\")|}]")]
    [InlineData("[Sgd] [{|ODSL910:ClipByValue(1, Group = \"bias\")|}]")]
    [InlineData("[Sgd(Group = \"bias\")] [{|ODSL910:SkipNonFinite(Group = \"Bias\")|}]")]
    [InlineData("[Sgd(Group = \"a\")] [Sgd(Group = \"b\")] [{|ODSL910:ParameterGroup(\"c\")|}]")]
    [InlineData("[Sgd] [Sgd(Group = \"bias\")] [ParameterGroup(\"bias\", \"*.bias\", \"norm?\")] [ClipByValue(1, Group = \"bias\")] [Ema(0.9, Group = \"bias\")]")]
    [InlineData("[Sgd(Group = \"bias\")] [ParameterGroup(\"bias\", \"*\")]")]
    public void A_group_has_a_rule(string attributes) => Verify.Source(Rules.Usings + "[Optimizer] " + attributes + " public sealed partial class Recipe;");

    [Theory]
    [InlineData("[Sgd] [{|ODSL904:Sgd|}]", "default group")]
    [InlineData("[Sgd] [Sgd(Group = \"b\")] [{|ODSL904:AdamW(Group = \"b\")|}]", "group \"b\"")]
    public void A_group_has_one_rule(string attributes, string group)
    {
        Diagnostic diagnostic = Assert.Single(Verify.Source(Rules.Usings + "[Optimizer] " + attributes + " public sealed partial class Recipe;"));
        Assert.Equal($"Recipe has several update rules for the {group}, and a group has one. Remove all but one, or give them different Groups.", diagnostic.GetMessage(null));
    }

    [Theory]
    [InlineData("[Sgd] [{|ODSL910:ClipByValue(1, Group = \"bias\")|}]", "No rule of Recipe has the group \"bias\". Give a rule that Group.")]
    [InlineData("[Sgd(Group = \"a\")] [Sgd(Group = \"b\")] [{|ODSL910:ClipByValue(1, Group = \"bias\")|}]", "No rule of Recipe has the group \"bias\". There is \"a\", \"b\".")]
    public void The_groups_are_named(string attributes, string message) =>
        Assert.Equal(message, Assert.Single(Verify.Source(Rules.Usings + "[Optimizer] " + attributes + " public sealed partial class Recipe;")).GetMessage(null));
}
