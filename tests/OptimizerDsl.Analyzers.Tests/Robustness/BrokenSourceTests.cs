using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Robustness;

/// <summary>Source that C# does not accept: no exception, and nothing of ours about what C# says already.</summary>
public sealed class BrokenSourceTests
{
    private const string Valid = Rules.Usings + """
        namespace N;
        public partial class RuleAttribute : UpdateRuleAttribute
        {
            public double Beta { get; set; } = 0.9;
            public void Begin(ref double mu) => mu = Beta * mu;
            public void Update(ref Real w, Real g, ref Real m, double mu, StepInfo step)
            {
                double c = step.Count > 1 ? mu : 1;
                m += (1 - Beta) * Half(g);
                if (g > 0 && !(m < 0)) { m = -m; } else return;
                w -= step.LearningRate * c * m;
            }
            private static Real Half(Real x) { return x / 2; }
        }
        [Optimizer, Rule(LearningRate = 1e-3, Beta = 0.5)]
        [ClipByGlobalNorm(1.0), LinearWarmup(Steps = 5), CosineDecay(Steps = 10)]
        public sealed partial class Recipe;
        """;

    // What is broken in the whole source, where it is complete: the return under a varying condition.
    [Fact]
    public void Truncated_after_any_token()
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(Valid, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens()];
        foreach (SyntaxToken token in tokens)
        {
            string source = Valid[..token.Span.End];
            Analysis analysis = Analysis.Of(source);
            bool isSaid = analysis.Diagnostics.Where(d => d.Id != "ODSL605").All(d => d.Id == "ODSL601" && d.GetMessage(null).StartsWith("A return", StringComparison.Ordinal));
            Assert.True(isSaid, $"{source}\n{string.Join("\n", analysis.Diagnostics)}");
        }
    }

    [Fact]
    public void With_any_line_missing()
    {
        string[] lines = Valid.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string[] rest = [.. lines[..i], .. lines[(i + 1)..]];
            Assert.DoesNotContain(Analysis.Of(string.Join('\n', rest)).Diagnostics, d => d.Location.SourceTree is null);
        }
    }

    [Theory]
    [InlineData("[AdamW(LearningRate = )]")]
    [InlineData("[AdamW(LearningRate)]")]
    [InlineData("[AdamW(LearningRate = \"fast\")]")]
    [InlineData("[AdamW(LearningRate = null)]")]
    [InlineData("[AdamW(LearningRate = Unknown)]")]
    [InlineData("[AdamW(LearningRate = s_field)]")]
    [InlineData("[AdamW(Beta1 = )]")]
    [InlineData("[AdamW(Beta1 = true)]")]
    [InlineData("[AdamW(Beta1 = typeof(int))]")]
    [InlineData("[AdamW(Beta1 = new double[0])]")]
    [InlineData("[AdamW(AmsGrad = 1)]")]
    [InlineData("[AdamW(Nope = 1)]")]
    [InlineData("[AdamW(1)]")]
    [InlineData("[AdamW(Beta1 = 0.9, Beta1 = 0.8)]")]
    [InlineData("[AdamW(")]
    [InlineData("[AdamW")]
    [InlineData("[AdamW, Nope]")]
    [InlineData("[Own(LearningRate = )]")]
    [InlineData("[Own(LearningRate = Unknown)]")]
    [InlineData("[Own(LearningRate = \"fast\")]")]
    [InlineData("[Own(Rate = 2)]")]
    [InlineData("[Sgd] [ClipByGlobalNorm]")]
    [InlineData("[Sgd] [ClipByGlobalNorm()]")]
    [InlineData("[Sgd] [ClipByGlobalNorm(\"a\")]")]
    [InlineData("[Sgd] [ClipByGlobalNorm(1, 2)]")]
    [InlineData("[Sgd] [ClipByGlobalNorm(maxNorm: )]")]
    [InlineData("[Sgd] [CosineDecay(Steps = )]")]
    [InlineData("[Sgd] [CosineDecay(Steps = \"many\")]")]
    [InlineData("[Sgd] [CosineDecay(Steps = Unknown)]")]
    [InlineData("[Sgd] [CosineDecay(Steps = 1.5)]")]
    [InlineData("[Sgd] [CosineDecay(Steps = 5, Floor = )]")]
    [InlineData("[Sgd] [LinearWarmup(Steps = )] [CosineDecay(Steps = 5)]")]
    [InlineData("[Sgd] [Nope(Steps = 5)]")]
    [InlineData("[UpdateRule] [Sgd]")]
    public void With_attributes_that_CSharp_refuses(string attributes) => Verify.Invalid(Rules.Usings + """
        public sealed partial class OwnAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real g, StepInfo step) => w -= step.LearningRate * g; }

        """ + $"[Optimizer] {attributes} public sealed partial class Recipe {{ private static double s_field = 2; }}");

    [Theory]
    [InlineData("public void Update(ref Rael w, Real g) => w -= g;")]
    [InlineData("public void Update(ref Real w, Real) => w = 1;")]
    [InlineData("public void Update(ref Real w, Real g, ) => w = 1;")]
    [InlineData("public Nothing Update(ref Real w, Real g) => w = 1;")]
    [InlineData("public void Update(ref Real w, Real g) => w -= Missing(g);")]
    [InlineData("public void Update(ref Real w, Real g) => w -= g.Missing;")]
    [InlineData("public void Update(ref Real w, Real g) => w = ;")]
    [InlineData("public void Update(ref Real w, Real g) { w -= }")]
    [InlineData("public void Update(ref Real w, Real g) { double d = g; w -= d; }")]
    [InlineData("public void Update(ref Real w, Real g) { double d; w -= d * g; }")]
    [InlineData("public void Update(ref Real w, Real g) { for (int i = 0; i < ; i++) { w -= h; } }")]
    [InlineData("public void Update(ref Real w, Real g) => w -= Half(g); private Real Half(Real x) => x / missing;")]
    [InlineData("public void Update(ref Real w, Real g) => w -= Half(g); private Real Half(Real x) { }")]
    [InlineData("public void Update(ref Real w, Real g) => w -= Half * g; private double Half => missing;")]
    [InlineData("public void Update(ref Real w, Real g) => w -= Half * g; private double Half { get { } }")]
    [InlineData("public void Update(ref Real w, Real g) => w -= Half(g, 1); private Real Half(Real x) => x / 2;")]
    [InlineData("public void Update(ref Real w, Real g) => w -= Beta * g; public double Beta { get; set; } = ;")]
    [InlineData("public void Update(ref Real w, Real g) => w -= Beta * g; public double Beta { get; set; } = missing;")]
    [InlineData("public void Update(ref Real w, Real g) => w -= Beta * g; public Nothing Beta { get; set; }")]
    [InlineData("public void Update(ref Real w, Real g) => w -= g; public void Begin(ref Nothing mu) { }")]
    [InlineData("public void Update(ref Real w, Real g) => w -= g; public OwnAttribute(double beta) { Beta = beta }")]
    [InlineData("public void Update(ref Real w, Real g); ")]
    [InlineData("public void Upd")]
    [InlineData("public void Update(")]
    [InlineData("public void Update(ref Real w, Real g) => w -= g is > 0 ? g : 1;")]
    [InlineData("public void Update(ref Real w, Real g) { stackalloc }")]
    public void With_members_that_CSharp_refuses(string member) => Verify.Invalid(
        Rules.Usings + $"[Optimizer] [Own(LearningRate = 1)] public sealed partial class Recipe; [Obsolete] public sealed partial class OwnAttribute : UpdateRuleAttribute {{ {member} }}");

    [Theory]
    [InlineData("using OptimizerDsl; [Optimizer] [AdamW] public sealed partial class Recipe;")]
    [InlineData("[OptimizerDsl.Optimizer] [OptimizerDsl.AdamW] public sealed partial class Recipe;")]
    [InlineData("[OptimizerDsl.OptimizerAttribute] [OptimizerDsl.AdamWAttribute] public sealed partial class Recipe;")]
    [InlineData("[global::OptimizerDsl.OptimizerAttribute] public sealed class Recipe;")]
    [InlineData("public sealed class RuleAttribute : OptimizerDsl.UpdateRuleAttribute { public void Update(ref Real w, Real g) { } }")]
    [InlineData("public sealed partial class RuleAttribute : UpdateRuleAttribute { public void Update(ref Real w, Real g) { } }")]
    public void Without_the_library(string source)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken);
        Analysis analysis = Analysis.Of(CSharpCompilation.Create("Sample", [tree], Net100.References.All, new(OutputKind.DynamicallyLinkedLibrary)), CSharpParseOptions.Default);
        Assert.Empty(analysis.Diagnostics);
        Assert.NotEmpty(analysis.CompilerErrors);
    }

    [Theory]
    [InlineData("#error half")]
    [InlineData("class { }")]
    [InlineData("[Optimizer")]
    [InlineData("[Optimizer] partial class")]
    [InlineData("[Optimizer] partial class ;")]
    [InlineData("[Optimizer] delegate void Recipe();")]
    [InlineData("[Optimizer] enum Recipe { }")]
    [InlineData("[assembly: Optimizer]")]
    [InlineData("[Optimizer] [Sgd] partial class A : A;")]
    [InlineData("[Optimizer] [Sgd] partial class A : B; partial class B : A;")]
    [InlineData("partial class RuleAttribute : RuleAttribute { }")]
    [InlineData("[Optimizer] [Sgd] partial class A { partial class A { } }")]
    [InlineData("[Optimizer] [Sgd] partial class Recipe; [Optimizer] [Sgd] partial class Recipe;", "Sgd")]
    [InlineData("[Optimizer] [Sgd] partial record class struct Recipe;")]
    [InlineData("[Optimizer] [Sgd] partial class Recipe<;")]
    public void Beyond_recognition(string source, string? rule = null)
    {
        Analysis analysis = Analysis.Of(Rules.Usings + source);
        Assert.NotEmpty(analysis.CompilerErrors);
        Assert.True(rule is not null || analysis.Diagnostics.All(d => d.Id is "ODSL902" or "ODSL903"), string.Join("\n", analysis.Diagnostics));
    }
}
