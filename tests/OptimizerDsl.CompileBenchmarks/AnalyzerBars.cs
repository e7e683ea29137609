using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using OptimizerDsl.Analyzers;
using OptimizerDsl.Generators;

namespace OptimizerDsl.CompileBenchmarks;

/// <summary>What each analyzer takes for a project by its own clock, in a process that is new to it and in one that is warm.</summary>
internal static class AnalyzerBars
{
    private const int Recipes = 100, Rounds = 7;

    public static IEnumerable<Bar> Measure()
    {
        CSharpCompilation input = InMemory.Compile(SampleProject.Files(Recipes));
        IReadOnlyDictionary<string, double> first = Analyze(input);
        IReadOnlyDictionary<string, double>[] warm = [.. Enumerable.Range(0, Rounds).Select(_ => Analyze(input))];
        foreach (string analyzer in first.Keys.Order(StringComparer.Ordinal))
        {
            yield return new($"{analyzer}, {Recipes} recipes, first time", first[analyzer], "ms");
            yield return new($"{analyzer}, {Recipes} recipes, warm", Timing.Median(warm.Select(w => w[analyzer])), "ms");
        }
    }

    /// <summary>The milliseconds of each analyzer, one after the other, so that none waits within the time of another.</summary>
    private static Dictionary<string, double> Analyze(CSharpCompilation input)
    {
        CSharpGeneratorDriver.Create([new OptimizerGenerator().AsSourceGenerator()], parseOptions: InMemory.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(InMemory.Anew(input), out Compilation output, out _);
        // Binding is the compiler's work.
        output.GetDiagnostics();
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new RecipeAnalyzer(), new SafetyAnalyzer(), new RuleAnalyzer(), new CallSiteAnalyzer()];
        AnalysisResult result = output.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, analyzer, _) => throw new InvalidOperationException($"{analyzer} threw", exception), concurrentAnalysis: false, logAnalyzerExecutionTime: true))
            .GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (result.GetAllDiagnostics().FirstOrDefault(d => d.Severity >= DiagnosticSeverity.Warning) is Diagnostic wrong) throw new InvalidOperationException(wrong.ToString());
        return result.AnalyzerTelemetryInfo.ToDictionary(t => t.Key.GetType().Name, t => t.Value.ExecutionTime.TotalMilliseconds, StringComparer.Ordinal);
    }
}
