namespace OptimizerDsl.Generators.Tests;

using System.Reflection;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

/// <summary>Models are plain values: nothing in them keeps a compilation alive or makes equal ones differ.</summary>
public sealed class ModelTests
{
    private static readonly Type[] s_leaves = [typeof(string), typeof(double), typeof(long), typeof(int), typeof(bool), typeof(Operator)];

    [Theory]
    [InlineData("RecipeModel")]
    [InlineData("FragmentModel")]
    public void Hold_values_alone(string model)
    {
        var seen = new HashSet<Type>();
        Visit(typeof(RecipeModel).Assembly.GetType("OptimizerDsl.Generators.Model." + model, throwOnError: true)!, model);
        Assert.NotEmpty(seen);

        void Visit(Type type, string path)
        {
            if (s_leaves.Contains(type) || type.IsEnum || !seen.Add(type)) return;
            if (Nullable.GetUnderlyingType(type) is Type inner)
            {
                Visit(inner, path);
                return;
            }
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
            {
                Visit(type.GetGenericArguments()[0], path + "[]");
                return;
            }
            Assert.True(type.Assembly == typeof(RecipeModel).Assembly, $"{path} is a {type}");
            Assert.True(typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type), $"{path} has no equality of values");
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)) Visit(field.FieldType, path + "." + field.Name);
            foreach (Type derived in type.Assembly.GetTypes().Where(t => t.IsSubclassOf(type))) Visit(derived, path + ":" + derived.Name);
        }
    }

    [Fact]
    public void Equal_recipes_have_equal_models_and_hashes()
    {
        RecipeModel one = Recipes.Parse("[ClipByGlobalNorm(1)] [AdamW(Beta1 = 0.5)] [LinearWarmup(Steps = 5)]");
        RecipeModel two = Recipes.Parse("[ClipByGlobalNorm(1.0)]   [AdamW(Beta1 = 1 / 2.0)]\n[LinearWarmup(Steps = 5)]");
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
    }

    [Theory]
    [InlineData("[AdamW(Beta1 = 0.25)]")]
    [InlineData("[AdamW(Beta1 = 0.5, LearningRate = 0.25)]")]
    [InlineData("[AdamW(Beta1 = 0.5, AmsGrad = true)]")]
    [InlineData("[AdamW(Beta1 = 0.5)] [LinearWarmup(Steps = 5)]")]
    [InlineData("[ClipByValue(1)] [AdamW(Beta1 = 0.5)]")]
    [InlineData("[Sgd]")]
    public void Other_recipes_have_other_models(string attributes) => Assert.NotEqual(Recipes.Parse("[AdamW(Beta1 = 0.5)]"), Recipes.Parse(attributes));

    [Fact]
    public void Equatable_arrays_compare_their_elements()
    {
        EquatableArray<string> empty = default, made = new(Enumerable.Empty<string>()), ab = new("a", "b");
        Assert.True(empty.Equals(made));
        Assert.Equal(empty.GetHashCode(), made.GetHashCode());
        Assert.True(ab.Equals(new EquatableArray<string>("a", "b")));
        Assert.Equal(ab.GetHashCode(), new EquatableArray<string>("a", "b").GetHashCode());
        Assert.False(ab.Equals(new EquatableArray<string>("b", "a")));
        Assert.False(ab.Equals(new EquatableArray<string>("a")));
        Assert.False(ab.Equals((object)"a"));
        Assert.Empty(empty);
        Assert.Equal(["a", "b"], ab);
    }
}
