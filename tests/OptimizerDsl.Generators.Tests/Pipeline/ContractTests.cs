namespace OptimizerDsl.Generators.Tests;

using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

/// <summary>A generator writes for one contract; against a library of another one it writes nothing.</summary>
public sealed class ContractTests
{
    private const string Source = SourceCompilation.Usings + """
        [Optimizer] [Own] public sealed partial class Recipe;

        public sealed partial class OwnAttribute : UpdateRuleAttribute
        {
            public void Update(ref Real w, Real g) { }
        }
        """;

    [Fact]
    public void The_contract_of_this_version_generates() => Assert.Equal(2, Generated("[assembly: OptimizerDsl.OptimizerDslContract(7)]").Length);

    [Theory]
    [InlineData("[assembly: OptimizerDsl.OptimizerDslContract(0)]")]
    [InlineData("[assembly: OptimizerDsl.OptimizerDslContract(1)]")]
    [InlineData("[assembly: OptimizerDsl.OptimizerDslContract(5)]")]
    [InlineData("[assembly: OptimizerDsl.OptimizerDslContract(8)]")]
    [InlineData("")]
    public void Another_contract_generates_nothing(string contract) => Assert.Empty(Generated(contract));

    private static string[] Generated(string contract)
    {
        // A library with the few types that the generator looks for.
        string library = contract + """
            namespace OptimizerDsl
            {
                public sealed class OptimizerDslContractAttribute(int version) : System.Attribute { public int Version { get; } = version; }
                public sealed class OptimizerAttribute : System.Attribute;
                public sealed class CompiledRuleAttribute(string text) : System.Attribute { public string Text { get; } = text; }
                public abstract class UpdateRuleAttribute : System.Attribute { public double LearningRate { get; set; } }
                public readonly struct Real;
            }
            """;
        MetadataReference reference = Compile("Library", library).ToMetadataReference();
        GeneratorRunResult result = CSharpGeneratorDriver.Create(new OptimizerGenerator()).RunGenerators(Compile("Sample", Source, reference)).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return result.GeneratedSources.Select(s => s.HintName).ToArray();
    }

    private static CSharpCompilation Compile(string name, string source, params MetadataReference[] references)
    {
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp14))],
            [.. Net100.References.All, .. references], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return compilation;
    }
}
