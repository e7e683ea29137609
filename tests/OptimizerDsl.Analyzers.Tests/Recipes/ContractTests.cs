using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Recipes;

/// <summary>ODSL901: a generator and a library of different versions.</summary>
public sealed class ContractTests
{
    private const string Library = """
        namespace OptimizerDsl
        {
            public sealed class OptimizerAttribute : System.Attribute;
            public sealed class OptimizerDslContractAttribute(params object[] version) : System.Attribute { public object[] Version => version; }
        }
        """;

    [Theory]
    [InlineData("", "no contract")]
    [InlineData("[assembly: OptimizerDsl.OptimizerDslContract]", "no contract")]
    [InlineData("[assembly: OptimizerDsl.OptimizerDslContract(\"1\")]", "no contract")]
    public void A_library_without_a_version(string contract, string found) => Check(contract, Library, found);

    [Theory]
    [InlineData("[assembly: OptimizerDsl.OptimizerDslContract(1)]", "contract 1")]
    [InlineData("[assembly: OptimizerDsl.OptimizerDslContract(5)]", "contract 5")]
    [InlineData("[assembly: OptimizerDsl.OptimizerDslContract(-7)]", "contract -7")]
    [InlineData("[assembly: OptimizerDsl.OptimizerDslContract(7)]", null)]
    public void A_library_of_some_version(string contract, string? found) =>
        Check(contract, Library.Replace("params object[] version", "int version", StringComparison.Ordinal).Replace("object[] Version", "int Version", StringComparison.Ordinal), found);

    private static void Check(string contract, string library, string? found)
    {
        MetadataReference reference = Compile("OldOptimizerDsl", contract + library).ToMetadataReference();
        Analysis analysis = Analysis.Of(Compile("User", "using OptimizerDsl;\n[Optimizer] public sealed partial class Recipe;", reference), CSharpParseOptions.Default);
        Diagnostic diagnostic = Assert.Single(analysis.Diagnostics);
        Assert.Equal("Recipe", diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan));
        Prose.Check(diagnostic.GetMessage(null));
        Assert.Equal(found is null ? "ODSL904" : "ODSL901", diagnostic.Id);
        if (found is null) return;

        Assert.Equal($"The OptimizerDsl generator writes code for contract 7, but OldOptimizerDsl has {found}. Use the generator and the library of one package version.", diagnostic.GetMessage(null));
        Assert.Empty(analysis.CompilerErrors);
        Assert.Single(analysis.Output.SyntaxTrees);
    }

    private static CSharpCompilation Compile(string name, string source, params MetadataReference[] references) => CSharpCompilation.Create(
        name, [CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)], [.. Net100.References.All, .. references], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
