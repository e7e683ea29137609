using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OptimizerDsl.CompileBenchmarks;

/// <summary>Sources as compilations against the library, without a build around them.</summary>
internal static class InMemory
{
    private static readonly MetadataReference s_library = MetadataReference.CreateFromFile(typeof(Real).Assembly.Location);

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14);

    public static CSharpCompilation Compile(IReadOnlyDictionary<string, string> files) => Create(files.Select(f => Parse(f.Key, f.Value)));

    /// <summary>The same sources in a compilation that has bound nothing.</summary>
    public static CSharpCompilation Anew(CSharpCompilation compilation) => Create(compilation.SyntaxTrees);

    public static CSharpCompilation Edit(CSharpCompilation compilation, string file, string text)
    {
        SyntaxTree old = compilation.SyntaxTrees.Single(t => t.FilePath == file);
        return compilation.ReplaceSyntaxTree(old, Parse(file, text));
    }

    private static CSharpCompilation Create(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Sample", trees, [.. Net100.References.All, s_library], new(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string file, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, file, System.Text.Encoding.UTF8);
}
