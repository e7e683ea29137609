using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>The bounds that a project may move: <c>dotnet_code_quality.ODSL101.notice = 0.02</c> in .editorconfig.</summary>
internal sealed class Thresholds(AnalyzerConfigOptions options)
{
    private const string Prefix = "dotnet_code_quality.";

    public static Thresholds For(Location location, AnalyzerOptions options) =>
        new(location.SourceTree is { } tree ? options.AnalyzerConfigOptionsProvider.GetOptions(tree) : options.AnalyzerConfigOptionsProvider.GlobalOptions);

    /// <summary>The bound of a diagnostic by its name; <paramref name="usual"/> where no option sets another number.</summary>
    public double Of(string id, string name, double usual) =>
        options.TryGetValue($"{Prefix}{id}.{name}", out string? text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsNaN(value) ? value : usual;
}
