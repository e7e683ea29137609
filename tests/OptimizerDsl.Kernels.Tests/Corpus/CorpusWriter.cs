using System.Globalization;
using System.Text.RegularExpressions;
using OptimizerDsl.Kernels.Tests.Corpus.Drawn;

namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>Compiles recipes into a few assemblies in a folder, with the list of them.</summary>
internal sealed partial class CorpusWriter
{
    private readonly List<(string Family, string Assembly, IReadOnlyList<string> Rules, IReadOnlyList<RecipeCase> Recipes)> _pieces = [];

    /// <summary>Adds recipes, and the sources of their rules.</summary>
    public void Add(string family, IReadOnlyList<string> rules, IReadOnlyList<RecipeCase> recipes)
    {
        // Roslyn's time grows with the largest assembly while both cores have one to do, so the families come in pieces of one size.
        foreach (RecipeCase[] piece in recipes.Chunk(80)) _pieces.Add((family, $"Corpus{_pieces.Count}", rules, piece));
    }

    /// <summary>Adds drawn rules, each to its family.</summary>
    public void Add(IReadOnlyList<DrawnRule> drawn)
    {
        foreach (IGrouping<bool, DrawnRule> family in drawn.GroupBy(rule => rule.IsWhole))
        {
            foreach (DrawnRule[] piece in family.Chunk(40))
            {
                Add(family.Key ? Families.DrawnWhole : Families.Drawn, [.. piece.Select(rule => rule.Source)], [.. piece.SelectMany(rule => rule.Recipes)]);
            }
        }
    }

    /// <summary>Compiles all that was added.</summary>
    /// <returns>The generated files by recipe.</returns>
    /// <exception cref="InvalidOperationException">The generator or the C# compiler refuses something.</exception>
    public Dictionary<string, string> Write(string folder)
    {
        var generated = new Dictionary<string, string>(StringComparer.Ordinal);
        var list = new List<(string, string, string, int)>[_pieces.Count];
        Parallel.For(0, _pieces.Count, i =>
        {
            (string family, string assembly, IReadOnlyList<string> rules, IReadOnlyList<RecipeCase> recipes) = _pieces[i];
            (byte[] image, IReadOnlyDictionary<string, string> files) = RecipeCompiler.Compile(assembly, rules, recipes);
            File.WriteAllBytes(Path.Combine(folder, assembly + ".dll"), image);
            list[i] = [.. recipes.Select(recipe => (assembly, family, recipe.Name, SweepsOf(FileOf(files, recipe.Name))))];
            lock (generated)
            {
                foreach (RecipeCase recipe in recipes) generated[recipe.Name] = FileOf(files, recipe.Name);
            }
        });
        CorpusFile.WriteList(folder, list.SelectMany(recipes => recipes));
        return generated;
    }

    private static string FileOf(IReadOnlyDictionary<string, string> files, string recipe) =>
        files.Single(file => file.Value.Contains($"partial class {recipe} ", StringComparison.Ordinal)).Value;

    private static int SweepsOf(string file) =>
        int.Parse(SweepCount().Match(file).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"override int SweepCount => (\d+);")]
    private static partial Regex SweepCount();
}
