using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using OptimizerDsl.Generators;
using OptimizerDsl.TestKit;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Support;

/// <summary>What generator, analyzers and C# make of a source. Neither the generator nor an analyzer may throw, whatever it is.</summary>
internal sealed record Analysis(ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<string> CompilerErrors, Compilation Output)
{
    public IEnumerable<string> Ids => Diagnostics.Select(d => d.Id);

    // Compilations made of one another share what they know of their references, which costs more than all else.
    private static readonly CSharpCompilation s_empty = Bound(SourceCompilation.Of().Input);

    public static Analysis Of(params string[] files)
    {
        SourceCompilation source = SourceCompilation.Of(files);
        return Of(s_empty.AddSyntaxTrees(source.Input.SyntaxTrees), source.ParseOptions);
    }

    public static Analysis Of(SourceCompilation source) => Of(source.Input, source.ParseOptions);

    public static Analysis Of(CSharpCompilation input, CSharpParseOptions parseOptions)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new OptimizerGenerator().AsSourceGenerator()], parseOptions: parseOptions);
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> reported, TestContext.Current.CancellationToken);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Empty(reported);

        // AD0001 is how a compiler says that an analyzer threw: without a handler of our own it would stand among the others.
        // And warnings as errors would hide which of the two it is.
        ImmutableArray<Diagnostic> diagnostics = output.WithOptions(output.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).WithAnalyzers(AllAnalyzers.Instances)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        Assert.DoesNotContain(diagnostics, d => !d.Id.StartsWith("ODSL", StringComparison.Ordinal));
        return new(
            [.. diagnostics.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Location.SourceSpan.End)],
            [.. output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.DefaultSeverity == DiagnosticSeverity.Error).Select(d => d.ToString())],
            output);
    }

    private static CSharpCompilation Bound(CSharpCompilation compilation)
    {
        Assert.NotNull(compilation.GetTypeByMetadataName("OptimizerDsl.OptimizerAttribute"));
        return compilation;
    }
}
