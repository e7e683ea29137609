using System.Reflection;

namespace OptimizerDsl.Tests;

public sealed class AttributeUsageTests
{
    [Fact]
    public void Fragments_may_stand_several_times_and_are_not_inherited()
    {
        Type[] fragments = [.. typeof(FragmentAttribute).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(FragmentAttribute)))];
        Assert.Contains(typeof(UpdateRuleAttribute), fragments);
        Assert.Contains(typeof(AdamWAttribute), fragments);
        Assert.All(fragments, type =>
        {
            AttributeUsageAttribute usage = type.GetCustomAttribute<AttributeUsageAttribute>()!;
            Assert.Equal((AttributeTargets.Class, true, false), (usage.ValidOn, usage.AllowMultiple, usage.Inherited));
        });
    }
}
