using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using OptimizerDsl.Analyzers;
using OptimizerDsl.Generators;

namespace OptimizerDsl.CompileBenchmarks;

/// <summary>
/// What the analyzers compute for a project that the compiler has bound already, in a process that is new to it and in one that
/// is warm: the time of processors, less that of an analyzer that does nothing.
/// </summary>
internal static class AnalyzerBars
{
    private const int Recipes = 100, Rounds = 3;

    public static IEnumerable<Bar> Measure()
    {
        CSharpCompilation input = InMemory.Compile(SampleProject.Files(Recipes));
        // The first one pays for Roslyn's own beginning.
        Analyze(input, new NoAnalyzer());
        double idle = Analyze(input, new NoAnalyzer());
        yield return new($"Analyzers, {Recipes} recipes, first time in a process", Analyze(input, All()) - idle, "ms CPU");
        double[][] warm = Timing.Interleave(Rounds, () => Analyze(input, All()), () => Analyze(input, new NoAnalyzer()));
        yield return new($"Analyzers, {Recipes} recipes, warm", Timing.Median(warm[0].Zip(warm[1], (all, none) => all - none)), "ms CPU");
    }

    private static DiagnosticAnalyzer[] All() => [new RecipeAnalyzer(), new SafetyAnalyzer(), new RuleAnalyzer(), new CallSiteAnalyzer()];

    private static double Analyze(CSharpCompilation input, params DiagnosticAnalyzer[] analyzers)
    {
        CSharpGeneratorDriver.Create([new OptimizerGenerator().AsSourceGenerator()], parseOptions: InMemory.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(InMemory.Anew(input), out Compilation output, out _);
        // Binding is the compiler's work.
        output.GetDiagnostics();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, analyzer, _) => throw new InvalidOperationException($"{analyzer} threw", exception), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        double before = CpuTime.OfThisProcess;
        ImmutableArray<Diagnostic> found = output.WithAnalyzers([.. analyzers], options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        double time = CpuTime.OfThisProcess - before;
        return found.FirstOrDefault(d => d.Severity >= DiagnosticSeverity.Warning) is Diagnostic wrong ? throw new InvalidOperationException(wrong.ToString()) : time;
    }
}
