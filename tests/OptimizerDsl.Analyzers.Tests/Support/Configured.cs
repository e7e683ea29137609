using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OptimizerDsl.TestKit;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Support;

/// <summary>What is said of a recipe in a project whose .editorconfig moves a bound.</summary>
internal static class Configured
{
    /// <summary>The diagnostics of one id.</summary>
    /// <param name="attributes">The attributes below <c>[Optimizer]</c>.</param>
    /// <param name="option">"ODSL101.notice = 0.02", without what all options begin with.</param>
    /// <param name="id">The id.</param>
    public static IReadOnlyList<Diagnostic> Recipe(string attributes, string option, string id)
    {
        SourceCompilation source = SourceCompilation.Of($"{Rules.Usings}\n[Optimizer]\n{attributes}\npublic sealed partial class Recipe;\n");
        string[] parts = option.Split(" = ");
        var options = new AnalyzerOptions([], new Provider(new Options("dotnet_code_quality." + parts[0], parts[1])));
        ImmutableArray<Diagnostic> all = source.Input.WithOptions(source.Input.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).WithAnalyzers([new SafetyAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return [.. all.Where(d => d.Id == id)];
    }

    private sealed class Provider(AnalyzerConfigOptions options) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => options;
    }

    private sealed class Options(string name, string text) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == name ? text : null;
            return value is not null;
        }
    }
}
