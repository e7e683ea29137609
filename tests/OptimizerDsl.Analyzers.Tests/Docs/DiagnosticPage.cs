using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace OptimizerDsl.Analyzers.Tests.Docs;

/// <summary>The page of one diagnostic, as it lies in docs/diagnostics.</summary>
internal sealed partial record DiagnosticPage(string Id, string Text)
{
    /// <summary>The folder of the pages in this repository.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryRoot(), "docs", "diagnostics");

    /// <summary>The folder of what makes diagnostics of safety.</summary>
    public static string Findings { get; } = Path.Combine(RepositoryRoot(), "analyzers", "OptimizerDsl.Analyzers", "Findings");

    public string Heading => Text.Split('\n')[0];

    /// <summary>The source that the diagnostic is given for.</summary>
    public string Triggers => Block("triggers") ?? throw new FormatException($"{Id} has no example that triggers it");

    /// <summary>The source after the cure.</summary>
    public string Cured => Block("cured") ?? throw new FormatException($"{Id} has no example that is cured");

    /// <summary>A package that both examples use, which the first one uses as it is without the generator; null for most.</summary>
    public string? Package => Block("package");

    /// <summary>What stands in the place of the library for the first example; null for most.</summary>
    public string? Library => Block("library");

    /// <summary>The bounds that a project may move, each with its default.</summary>
    public IEnumerable<(string Bound, string Value)> Bounds => Option().Matches(Text).Select(m => (m.Groups[1].Value, m.Groups[2].Value));

    public static DiagnosticPage Read(string id) => new(id, File.ReadAllText(Path.Combine(Folder, id + ".md")).ReplaceLineEndings("\n"));

    private string? Block(string name) => Fence().Matches(Text).SingleOrDefault(m => m.Groups[1].Value == name)?.Groups[2].Value;

    private static string RepositoryRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("^dotnet_code_quality\\.(\\S+) = (\\S+)$", RegexOptions.Multiline)]
    private static partial Regex Option();

    [GeneratedRegex("^```csharp (\\w+)\\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
