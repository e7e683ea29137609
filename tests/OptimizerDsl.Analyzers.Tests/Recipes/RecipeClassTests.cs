using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Recipes;

/// <summary>ODSL902 and ODSL903: classes to which no optimizer can be added.</summary>
public sealed class RecipeClassTests
{
    private const string Attributes = "[Optimizer] [Sgd(LearningRate = 0.1)] ";

    [Theory]
    [InlineData("@ public sealed class {|ODSL902:Recipe|};")]
    [InlineData("@ public record {|ODSL902:Recipe|};")]
    [InlineData("public class {|ODSL902:Outer|} { @ public sealed partial class Recipe; }")]
    [InlineData("public class {|ODSL902:Outermost|} { public partial struct Outer { @ public sealed partial class Recipe; } }")]
    [InlineData("public partial class Outermost { public interface {|ODSL902:Outer|} { @ public sealed partial class Recipe; } }")]
    public void Not_partial(string source) => Check(source);

    [Theory]
    [InlineData("public record struct Outer { [Optimizer] [Sgd(LearningRate = 0.1)] public sealed partial class Recipe; }", "partial record struct Outer")]
    [InlineData("[Optimizer] [Sgd(LearningRate = 0.1)] public record Recipe;", "partial record Recipe")]
    public void The_remedy_is_written_out(string source, string remedy) =>
        Assert.Contains($"'{remedy}'", Assert.Single(Analysis.Of(Rules.Usings + source).Diagnostics).GetMessage(null), StringComparison.Ordinal);

    [Theory]
    [InlineData("@ public static partial class {|ODSL903:Recipe|};")]
    [InlineData("@ public abstract partial class {|ODSL903:Recipe|};")]
    [InlineData("@ public sealed partial class {|ODSL903:Recipe|}<T>;")]
    [InlineData("@ file sealed partial class {|ODSL903:Recipe|};")]
    [InlineData("file partial class Outer { @ public sealed partial class {|ODSL903:Recipe|}; }")]
    [InlineData("@ public sealed partial class {|ODSL903:Recipe|}(int size) { public int Size => size; }")]
    [InlineData("@ public sealed partial class {|ODSL903:Recipe|}();")]
    [InlineData("@ public sealed partial record {|ODSL903:Recipe|}(string Name);")]
    [InlineData("@ public sealed partial class {|ODSL903:Recipe|} : ScheduleAttribute { public double[] Factors { get; set; } = [1]; public override double ScaleAt(long t) => Factors[0]; }")]
    [InlineData("public partial class {|ODSL903:Recipe|} : UpdateRuleAttribute { public double Factor { get; set; } = 1; public void Update(ref Real w, Real g) => w -= Factor * g; } @ public partial class Recipe;")]
    [InlineData("@ public sealed partial class {|ODSL903:Step|};")]
    [InlineData("@ public sealed partial class {|ODSL903:LearningRate|};")]
    [InlineData("@ public sealed partial class {|ODSL903:LearningRateAt|};")]
    [InlineData("@ public sealed partial class {|ODSL903:StepCount|};")]
    [InlineData("@ public sealed partial class {|ODSL903:State|};")]
    [InlineData("@ public sealed partial class {|ODSL903:Threads|};")]
    [InlineData("@ public sealed partial class {|ODSL903:Create|};")]
    [InlineData("@ public sealed partial class {|ODSL903:Recipe|} { public Recipe(int n) { } }")]
    [InlineData("@ public sealed partial class {|ODSL903:Recipe|} { public Recipe(ParameterSet set) { } }")]
    [InlineData("@ public sealed partial class {|ODSL903:Recipe|} { public int Threads; }")]
    [InlineData("@ public sealed partial class {|ODSL903:Recipe|} { public void Step() { } }")]
    [InlineData("@ public sealed partial class {|ODSL903:Recipe|} { public double LearningRate { get; set; } }")]
    [InlineData("public class Named(string name) { public string Name => name; } @ public sealed partial class {|ODSL903:Recipe|} : Named;", false)]
    public void Unsuitable(string source, bool compiles = true) => Check(source, compiles);

    // C# allows [Optimizer] on classes alone and says so; why it is that way stands in ours.
    [Theory]
    [InlineData("@ public partial struct {|ODSL903:Recipe|};")]
    [InlineData("@ public partial record struct {|ODSL903:Recipe|};")]
    [InlineData("@ public partial interface {|ODSL903:IRecipe|};")]
    public void Not_a_class(string source) => Check(source, compiles: false);

    [Theory]
    [InlineData("@ internal partial class Recipe;")]
    [InlineData("@ partial class Recipe { public int Own => 2; private int _engine; public int Engine => _engine++; public void Step(string name) { } }")]
    [InlineData("@ public partial record Recipe { public string Name { get; init; } = \"\"; }")]
    [InlineData("@ public partial class Recipe { public Recipe(ParameterSet set, int threads) : this(set) => Threads = threads; }")]
    [InlineData("public class Base { public virtual string Title => \"base\"; } @ public partial class Recipe : Base, IDisposable { public void Dispose() { } public override string Title => \"\"; }")]
    [InlineData("public partial class A<T> { public partial record struct B { public partial interface C { private partial record D { @ public partial class Recipe; } } } }")]
    [InlineData("namespace N.@class { @ public partial class @event; }")]
    [InlineData("namespace N { @ public partial class Recipe; } namespace n { @ public partial class recipe; } namespace M { @ public partial class Recipe; }")]
    [InlineData("@ public partial class Recipe; public partial class Recipe { } partial class Recipe { public int More => 1; }")]
    [InlineData("[Optimizer] public partial class Recipe; [Sgd(LearningRate = 0.1)] partial class Recipe;")]
    public void Suitable(string source) => Check(source);

    [Fact]
    public void A_second_mark_is_left_to_CSharp() =>
        Verify.Invalid(Rules.Usings + Attributes + "public partial class Recipe; [Optimizer] partial class Recipe;");

    private static void Check(string source, bool compiles = true)
    {
        string markup = Rules.Usings + source.Replace("@ ", Attributes, StringComparison.Ordinal);
        if (compiles) Verify.Source(markup);
        else Verify.Invalid(markup);
    }
}
