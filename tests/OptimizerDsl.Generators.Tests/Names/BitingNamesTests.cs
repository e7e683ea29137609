namespace OptimizerDsl.Generators.Tests;

/// <summary>Names of types and namespaces that emitted code could trip over.</summary>
public sealed class BitingNamesTests
{
    private const string Fragments = "[global::OptimizerDsl.Optimizer] [global::OptimizerDsl.ClipByGlobalNorm(1)] [global::OptimizerDsl.AdamW] [global::OptimizerDsl.LinearWarmup(Steps = 5)]";

    [Theory]
    [InlineData("class")]
    [InlineData("event")]
    [InlineData("namespace")]
    [InlineData("record")]
    [InlineData("var")]
    [InlineData("async")]
    [InlineData("_engine")]
    [InlineData("_schedule")]
    [InlineData("_learningRate")]
    [InlineData("StepInfo")]
    [InlineData("StepProgram")]
    [InlineData("Vector512")]
    [InlineData("Math")]
    [InlineData("Span")]
    [InlineData("System")]
    [InlineData("Unsafe")]
    [InlineData("Übung")]
    [InlineData("最適化")]
    [InlineData("Ⅷ")]
    public void Recipe(string name) => Compiled.Everywhere($"namespace N {{ {Fragments} public sealed partial class @{name}; }}");

    [Theory]
    [InlineData("N.System")]
    [InlineData("System.N")]
    [InlineData("N.OptimizerDsl")]
    [InlineData("OptimizerDsl")]
    [InlineData("OptimizerDsl.N")]
    [InlineData("OptimizerDsl.Generated")]
    [InlineData("OptimizerDsl.Runtime")]
    [InlineData("@class.@event")]
    [InlineData("Ü.最")]
    public void Namespace(string name) => Compiled.Everywhere($"namespace {name} {{ {Fragments} public sealed partial class Recipe; }}");

    [Theory]
    [InlineData("N")]
    [InlineData("")]
    [InlineData("OptimizerDsl")]
    public void Types_of_the_user_s_with_names_that_emitted_code_uses(string where)
    {
        string[] names = ["Vector512", "Vector256", "Vector128", "Math", "Span", "ReadOnlySpan", "Unsafe", "GeneratedCode", "GeneratedCodeAttribute", "Exception", "InvalidOperationException"];
        // Generic ones too: an emitted Vector512<float> must not become this one.
        string types = string.Concat(names.Select(t => $"public class {t} {{ }} ")) + "public class Vector512<T> { } public class Span<T> { }";
        Compiled.Everywhere($$"""
            {{(where.Length == 0 ? types : $"namespace {where} {{ {types} }}")}}
            namespace N { {{Fragments}} public sealed partial class Recipe; }
            """);
    }

    [Fact]
    public void A_class_called_OptimizerDsl_beside_the_recipe() => Compiled.Everywhere($$"""
        namespace N
        {
            public class OptimizerDsl { public class Foo { } public class Runtime { } }
            public class Foo : OptimizerDsl.Foo { }
            {{Fragments}} public sealed partial class Recipe;
        }
        """);

    [Fact]
    public void A_type_of_the_user_s_in_the_library_s_namespace() => Compiled.Everywhere($$"""
        namespace OptimizerDsl { public class Foo { } }
        namespace N { {{Fragments}} public sealed partial class Recipe { public OptimizerDsl.Foo Mine { get; } = new(); } }
        """);

    [Fact]
    public void Fields_and_types_that_the_user_has_already() => Compiled.Everywhere($$"""
        {{Fragments}}
        public sealed partial class Recipe
        {
            private readonly int _engine = 1, _schedule = 2, _learningRate = 3;
            public int Sum => _engine + _schedule + _learningRate;
            public class _engine_2 { }
        }
        """);

    [Fact]
    public void Texts_in_attributes_that_could_end_a_comment() => Compiled.Everywhere("""
        [SafeLearningRate(Usual = 1)]
        public sealed partial class BitingAttribute(string note, char letter, Type type) : UpdateRuleAttribute
        {
            public string Note { get; } = note;
            public char Letter { get; } = letter;
            public Type Type { get; } = type;
            public void Update(ref Real w, Real g) => w -= g;
        }

        public sealed partial class NotedAttribute : ScheduleAttribute
        {
            public string Note { get; set; } = "";
            public double[] Factors { get; set; } = [];
            public ElementType Kind { get; set; }
            public float Narrow { get; set; }
            public override double ScaleAt(long t) => 1;
        }

        [Optimizer]
        [Biting("*/ <b> & \n#error \u2028#error \u0085#error \"", '\n', typeof(System.Collections.Generic.List<int>))]
        [Noted(Note = "*/ \n#error \u2028#error \" \\", Factors = new[] { 0.1, -1, double.NaN }, Kind = (ElementType)(-1), Narrow = 0.1f)]
        public sealed partial class Recipe;
        """);
}
