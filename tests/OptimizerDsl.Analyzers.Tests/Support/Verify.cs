using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using OptimizerDsl.TestKit;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Support;

/// <summary>Holds what the analyzers say of a source against the marks in it.</summary>
internal static class Verify
{
    private static readonly string[] s_ofFewWords = ["ODSL208", "ODSL602", "ODSL603", "ODSL604", "ODSL605"];

    /// <summary>
    /// Files that C# accepts: exactly the marked diagnostics, and well-written ones. Whether the recipes are safe is another
    /// question, and only marked answers to it count.
    /// </summary>
    /// <returns>What was said, in order of position.</returns>
    public static ImmutableArray<Diagnostic> Source(params string[] markup) => Check(markup, references: [], compiles: true, Unmarked(markup));

    public static ImmutableArray<Diagnostic> Source(string markup, params MetadataReference[] references) => Check([markup], references, compiles: true, Unmarked([markup]));

    /// <summary>Files that C# accepts: exactly the marked diagnostics, those about safety included.</summary>
    public static ImmutableArray<Diagnostic> Judged(string markup, params MetadataReference[] references) => Check([markup], references, compiles: true);

    /// <summary>Files in which C# finds errors of its own: ours are exactly the marked ones nevertheless.</summary>
    public static ImmutableArray<Diagnostic> Invalid(params string[] markup) => Check(markup, references: [], compiles: false, Unmarked(markup));

    /// <summary>A recipe of these attributes: exactly the marked diagnostics, all of them this sure.</summary>
    /// <param name="attributes">The attributes below <c>[Optimizer]</c>, with marks.</param>
    /// <param name="severity">How sure; null where nothing is marked.</param>
    /// <param name="besides">Ids of diagnostics that may be there as well.</param>
    public static ImmutableArray<Diagnostic> Recipe(string attributes, DiagnosticSeverity? severity, params string[] besides)
    {
        ImmutableArray<Diagnostic> diagnostics = Check([$"{Rules.Usings}\n[Optimizer]\n{attributes}\npublic sealed partial class Recipe;\n"], references: [], compiles: true, besides);
        Assert.All(diagnostics, d => Assert.Equal(severity, d.Severity));
        Assert.Equal(severity is null, diagnostics.IsEmpty);
        return diagnostics;
    }

    /// <summary>A source that C# accepts: exactly the marked diagnostics, save those that may be there as well.</summary>
    public static ImmutableArray<Diagnostic> SourceBesides(string markup, params string[] besides) => Check([markup], references: [], compiles: true, besides);

    private static ImmutableArray<Diagnostic> Check(string[] markup, MetadataReference[] references, bool compiles, params string[] besides)
    {
        (string Source, IReadOnlyList<Expected> Expected)[] files = [.. markup.Select(Markup.Parse)];
        string[] sources = [.. files.Select(f => f.Source)];
        Analysis analysis = references.Length == 0 ? Analysis.Of(sources) : Analysis.Of(SourceCompilation.Of(sources, "Sample", NullableContextOptions.Enable, references));

        // A recipe of few words has no warmup, and rules of few words are odd ones, which goes without saying where that is not tested.
        HashSet<string> unmarked = [.. s_ofFewWords.Except(files.SelectMany(f => f.Expected).Select(e => e.Id)), .. besides];
        analysis = analysis with { Diagnostics = [.. analysis.Diagnostics.Where(d => !unmarked.Contains(d.Id))] };
        string[] expected = [.. files.SelectMany((file, i) => file.Expected.Select(e => Line($"File{i}.cs", e.Id, e.Span, file.Source)))];
        string[] actual = [.. analysis.Diagnostics.Select(d => Line(d.Location.SourceTree?.FilePath, d.Id, d.Location.SourceSpan, d.Location.SourceTree?.ToString()))];
        Array.Sort(expected, StringComparer.Ordinal);
        Array.Sort(actual, StringComparer.Ordinal);
        if (!expected.SequenceEqual(actual))
        {
            Assert.Fail($"expected:\n{Lines(expected)}\nfound:\n{Lines(actual)}\nwhich say:\n{Lines(analysis.Diagnostics.Select(d => d.GetMessage(null)))}\nC# says:\n{Lines(analysis.CompilerErrors)}");
        }

        Assert.Equal(compiles ? [] : ["errors"], analysis.CompilerErrors.Length == 0 ? [] : compiles ? analysis.CompilerErrors : ["errors"]);
        Assert.All(analysis.Diagnostics, d => Prose.Check(d.GetMessage(null)));
        return analysis.Diagnostics;
    }

    private static string[] Unmarked(string[] markup) =>
        [.. SafetyDescriptors.All.Select(d => d.Id).Where(id => !markup.Any(text => text.Contains("{|" + id + ":", StringComparison.Ordinal)))];

    private static string Line(string? path, string id, TextSpan span, string? source) => $"{path} {id} at {span.Start:d5}: {source?.Substring(span.Start, span.Length)}";

    private static string Lines(IEnumerable<string> lines) => string.Join("\n", lines.Select(l => "    " + l));
}
