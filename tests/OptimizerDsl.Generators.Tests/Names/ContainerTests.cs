namespace OptimizerDsl.Generators.Tests;

/// <summary>Recipes in any place where a partial class may stand.</summary>
public sealed class ContainerTests
{
    [Theory]
    [InlineData("[Optimizer] [AdamW] public sealed partial class Recipe;")]
    [InlineData("[Optimizer] [AdamW] public partial class Recipe { }")]
    [InlineData("[Optimizer] [AdamW] partial class Recipe { }")]
    [InlineData("[Optimizer] [AdamW] public sealed partial record Recipe;")]
    [InlineData("[Optimizer] [AdamW] public partial record class Recipe { public int More { get; init; } }")]
    [InlineData("namespace A.B.C; [Optimizer] [AdamW] public sealed partial class Recipe;")]
    [InlineData("public partial class Outer { [Optimizer] [AdamW] private sealed partial class Recipe; }")]
    [InlineData("public static partial class Outer { [Optimizer] [AdamW] public sealed partial class Recipe; }")]
    [InlineData("public partial struct Outer { [Optimizer] [AdamW] public sealed partial class Recipe; }")]
    [InlineData("public readonly partial struct Outer { [Optimizer] [AdamW] public sealed partial class Recipe; }")]
    [InlineData("public ref partial struct Outer { [Optimizer] [AdamW] public sealed partial class Recipe; }")]
    [InlineData("public readonly partial record struct Outer(int X) { [Optimizer] [AdamW] public sealed partial class Recipe; }")]
    [InlineData("public partial record Outer(int X) { [Optimizer] [AdamW] public sealed partial class Recipe; }")]
    [InlineData("public partial interface IOuter { [Optimizer] [AdamW] public sealed partial class Recipe; }")]
    [InlineData("public partial class Outer<T, U> where T : class, new() where U : struct { [Optimizer] [AdamW] public sealed partial class Recipe; }")]
    [InlineData("public partial class A<T> { public partial struct B<U> { public partial record C<@V> { [Optimizer] [AdamW] public sealed partial class Recipe; } } }")]
    [InlineData("public class Base { protected int _engine = 1; public int Sum => _engine; } [Optimizer] [AdamW] public sealed partial class Recipe : Base;")]
    [InlineData("[Optimizer] [AdamW] public sealed partial class Recipe : IDisposable { public void Dispose() { } }")]
    [InlineData("[Optimizer] [AdamW] public sealed partial class Recipe { } public sealed partial class Recipe { public int Mine => 1; }")]
    [InlineData("[Optimizer] [AdamW] public sealed partial class Recipe { public Recipe(string name) : this(name.Length) { } }")]
    public void Recipe(string source) => Compiled.Everywhere(source);

    [Fact]
    public void Containers_that_differ_in_arity_alone()
    {
        IReadOnlyDictionary<string, string> files = Compiled.Everywhere("""
            public partial class Outer { [Optimizer] [AdamW] public sealed partial class Recipe; }
            public partial class Outer<T> { [Optimizer] [AdamW] public sealed partial class Recipe; }
            public partial class Outer<T, U> { [Optimizer] [AdamW] public sealed partial class Recipe; }
            """, recipes: 3);
        Assert.Equal(3, files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Recipes_that_differ_in_case_alone()
    {
        IReadOnlyDictionary<string, string> files = Compiled.Everywhere("""
            namespace A { [Optimizer] [AdamW] public sealed partial class Recipe; }
            namespace A { [Optimizer] [Sgd] public sealed partial class RECIPE; }
            namespace b.A { [Optimizer] [AdamW] public sealed partial class Recipe; }
            namespace B.a { [Optimizer] [AdamW] public sealed partial class Recipe; }
            """, recipes: 4);
        Assert.Equal(4, files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Recipes_of_one_name_in_several_places() => Compiled.Everywhere("""
        namespace A { [Optimizer] [AdamW] public sealed partial class Recipe; }
        namespace B { [Optimizer] [Sgd] public sealed partial class Recipe; }
        [Optimizer] [Sgd] public sealed partial class Recipe;
        public partial class A_B { [Optimizer] [Sgd] public sealed partial class Recipe; }
        """, recipes: 4);

    [Fact]
    public void Rules_in_containers() => Compiled.Everywhere("""
        namespace Rules
        {
            public static partial class Outer
            {
                public partial struct Inner
                {
                    [SafeLearningRate(Usual = 1)]
                    public sealed partial class RuleAttribute : UpdateRuleAttribute
                    {
                        public void Update(ref Real w, Real g) => w -= g;
                    }
                }
            }
        }

        [Optimizer] [Rules.Outer.Inner.Rule] public sealed partial class Recipe;
        """);

    [Fact]
    public void A_private_schedule_of_the_recipe_s_container() => Compiled.Everywhere("""
        public partial class Outer
        {
            private sealed partial class HalfAttribute : ScheduleAttribute
            {
                public override double ScaleAt(long t) => 0.5;
            }

            [Optimizer] [AdamW] [Half] private sealed partial class Recipe;
        }
        """);
}
