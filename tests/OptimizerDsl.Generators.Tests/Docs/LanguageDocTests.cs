using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace OptimizerDsl.Generators.Tests;

/// <summary>Every test that docs/language.md names exists.</summary>
public sealed partial class LanguageDocTests
{
    [Fact]
    public void Every_test_that_it_names_exists()
    {
        string root = RepositoryRoot();
        string[] named = TestName().Matches(File.ReadAllText(Path.Combine(root, "docs", "language.md"))).Select(m => m.Groups[1].Value).Distinct().ToArray();
        Assert.NotEmpty(named);
        HashSet<string> files = Directory.EnumerateFiles(Path.Combine(root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)!).ToHashSet();
        Assert.All(named, name => Assert.Contains(name, files));
    }

    private static string RepositoryRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("`([A-Za-z]+Tests)`")]
    private static partial Regex TestName();
}
