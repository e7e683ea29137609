using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace OptimizerDsl.Generators.Tests;

/// <summary>Every sentence of docs/language.md and every promise of docs/reliability.md has a test, and every test that they name exists.</summary>
public sealed partial class LanguageDocTests
{
    private static readonly string s_root = Root();

    // "| sentence | tests |" without the table's own lines.
    private static readonly (string Sentence, string Tests)[] s_rows = [.. Contract().Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| sentence ", StringComparison.Ordinal) && !line.StartsWith("| promise ", StringComparison.Ordinal))
        .Select(line => (line[..line.LastIndexOf("| `", StringComparison.Ordinal)], line[line.LastIndexOf("| `", StringComparison.Ordinal)..]))];

    [Fact]
    public void Every_sentence_of_the_contract_stands_once_and_names_its_test()
    {
        Assert.InRange(s_rows.Length, 100, 1000);
        Assert.All(s_rows, row => Assert.Matches("^\\| `[A-Z][A-Za-z0-9]+\\.\\w+`(, `[A-Z][A-Za-z0-9]+\\.\\w+`)* \\|$", row.Tests));
        Assert.Equal(s_rows.Length, s_rows.Select(row => row.Sentence).Distinct().Count());
    }

    [Fact]
    public void Every_test_that_it_names_exists()
    {
        ILookup<string, string> files = Directory.EnumerateFiles(Path.Combine(s_root, "tests"), "*.cs", SearchOption.AllDirectories)
            .ToLookup(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText);

        // Public methods of test classes are tests: xunit's analyzers see to that.
        Assert.All(s_rows.SelectMany(row => TestName().Matches(row.Tests)), name => Assert.Contains(
            files[name.Groups[1].Value], text => Regex.IsMatch(text, $@"\bpublic (async |unsafe )?(void|Task) {name.Groups[2].Value}\(")));
    }

    private static string Contract()
    {
        string text = File.ReadAllText(Path.Combine(s_root, "docs", "language.md"));
        int start = text.IndexOf("## The contract", StringComparison.Ordinal);
        string promises = File.ReadAllText(Path.Combine(s_root, "docs", "reliability.md"));
        return text[start..text.IndexOf("\n## ", start, StringComparison.Ordinal)] + "\n" + promises[..promises.IndexOf("\n## What a file holds", StringComparison.Ordinal)];
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("`(\\w+)\\.(\\w+)`")]
    private static partial Regex TestName();
}
