using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using OptimizerDsl.Analyzers;
using OptimizerDsl.Generators;

namespace OptimizerDsl.TestKit;

/// <summary>C# source compiled in memory against the library, with the real generator and the real analyzers.</summary>
public sealed class SourceCompilation
{
    /// <summary>What most test sources need; combine it with the source.</summary>
    public const string Usings = "using System;\nusing OptimizerDsl;\n";

    private static readonly MetadataReference s_library = MetadataReference.CreateFromFile(typeof(Real).Assembly.Location);

    private SourceCompilation(CSharpCompilation input, CSharpParseOptions parseOptions)
    {
        Input = input;
        ParseOptions = parseOptions;
    }

    /// <summary>The compilation before the generator ran.</summary>
    public CSharpCompilation Input { get; }

    public CSharpParseOptions ParseOptions { get; }

    /// <summary>Makes a compilation of one or more files; nothing runs yet.</summary>
    public static SourceCompilation Of(params string[] sources) => Of(sources, "Sample", NullableContextOptions.Enable);

    /// <inheritdoc cref="Of(string[])"/>
    public static SourceCompilation Of(IEnumerable<string> sources, string assemblyName, NullableContextOptions nullable, params MetadataReference[] references)
    {
        var parseOptions = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose);
        SyntaxTree[] trees = sources.Select((text, i) => CSharpSyntaxTree.ParseText(text, parseOptions, $"File{i}.cs", System.Text.Encoding.UTF8)).ToArray();
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: nullable, generalDiagnosticOption: ReportDiagnostic.Error, optimizationLevel: OptimizationLevel.Release)
            // Test sources carry no documentation; generated code does, and CS1591 would say where it is missing.
            .WithSpecificDiagnosticOptions([new("CS1591", ReportDiagnostic.Suppress)]);
        return new(CSharpCompilation.Create(assemblyName, trees, [.. Net100.References.All, s_library, .. references], options), parseOptions);
    }

    /// <summary>A driver of the generator that tracks its steps.</summary>
    public CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new OptimizerGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs the generator.</summary>
    public GeneratedCompilation Generate()
    {
        GeneratorDriver driver = Driver().RunGeneratorsAndUpdateCompilation(Input, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        return new(driver, (CSharpCompilation)output, diagnostics);
    }

    /// <summary>What the analyzers say of the source (generated code included in what they see), in order of position.</summary>
    public ImmutableArray<Diagnostic> Analyze() => Generate().Analyze();
}

/// <summary>A compilation after the generator ran.</summary>
public sealed class GeneratedCompilation(GeneratorDriver driver, CSharpCompilation output, ImmutableArray<Diagnostic> generatorDiagnostics)
{
    public GeneratorDriver Driver { get; } = driver;

    public CSharpCompilation Output { get; } = output;

    /// <summary>What the generator itself reported or threw: always empty.</summary>
    public ImmutableArray<Diagnostic> GeneratorDiagnostics { get; } = generatorDiagnostics;

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>Generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    /// <summary>The compiler's own errors and warnings, which it would stop at.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics => Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed).ToImmutableArray();

    /// <summary>What the analyzer of mistakes says, in order of position.</summary>
    /// <exception cref="InvalidOperationException">It threw.</exception>
    public ImmutableArray<Diagnostic> Analyze() => Analyze(new RecipeAnalyzer());

    /// <summary>What all analyzers of the package say, in order of position.</summary>
    /// <exception cref="InvalidOperationException">One of them threw.</exception>
    public ImmutableArray<Diagnostic> AnalyzeAll() => Analyze(new RecipeAnalyzer(), new RuleAnalyzer(), new SafetyAnalyzer(), new CallSiteAnalyzer());

    private ImmutableArray<Diagnostic> Analyze(params ImmutableArray<DiagnosticAnalyzer> analyzers) => Output
        .WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, analyzer, _) => throw new InvalidOperationException($"{analyzer} threw", exception), concurrentAnalysis: false, logAnalyzerExecutionTime: false))
        .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
        .OrderBy(d => d.Location.SourceTree?.FilePath).ThenBy(d => d.Location.SourceSpan.Start).ToImmutableArray();

    /// <summary>The emitted assembly's bytes.</summary>
    /// <exception cref="InvalidOperationException">It does not compile, or the generator threw.</exception>
    public byte[] Emit()
    {
        if (Result.Exception is { } exception) throw new InvalidOperationException("The generator threw.", exception);
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = Output.Emit(image);
        if (!result.Success) throw new InvalidOperationException(string.Join("\n", result.Diagnostics) + "\n" + string.Join("\n", Files.Values.Take(2)));
        return image.ToArray();
    }

    /// <summary>The emitted assembly, loaded.</summary>
    public Assembly Load() => AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(Emit()));

    /// <summary>This compilation as another one would reference it from a package: metadata alone.</summary>
    public MetadataReference AsMetadata() => MetadataReference.CreateFromImage(Emit());

    /// <summary>This compilation as an editor's project reference.</summary>
    public MetadataReference AsProject() => Output.ToMetadataReference();
}
