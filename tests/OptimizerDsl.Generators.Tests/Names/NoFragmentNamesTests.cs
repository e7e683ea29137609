using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace OptimizerDsl.Generators.Tests;

/// <summary>The compiler and its analyzers know none of the library's fragments: their sources do not even name one.</summary>
public sealed partial class NoFragmentNamesTests
{
    // A constant is also what the compiler calls a value that it knows, and the sign a function of the language.
    private static readonly HashSet<string> s_otherMeaning = ["Constant", "Sign"];

    [Fact]
    public void No_source_names_a_fragment_of_the_library()
    {
        string[] types = [.. typeof(Real).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(FragmentAttribute))).Select(type => type.Name)];
        Assert.Contains(nameof(SgdAttribute), types);
        HashSet<string> names = [.. types, .. types.Select(name => name[..^nameof(Attribute).Length]).Where(name => !s_otherMeaning.Contains(name))];
        string[] sources = [.. Sources()];
        Assert.Contains(sources, source => source.EndsWith("OptimizerGenerator.cs", StringComparison.Ordinal));
        Assert.Empty(sources.SelectMany(source => File.ReadLines(source).Index().SelectMany(line => Word().Matches(line.Item)
            .Where(word => names.Contains(word.Value)).Select(word => $"{Path.GetFileName(source)}, line {line.Index + 1}: {word.Value}"))));
    }

    private static IEnumerable<string> Sources([CallerFilePath] string here = "")
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
        return ((string[])["generators", "analyzers"]).SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".md" or ".csproj" && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
