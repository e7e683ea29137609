using System.Globalization;
using System.Text.RegularExpressions;
using OptimizerDsl.Kernels.Tests.Corpus.Drawn;
using OptimizerDsl.Kernels.Tests.Levels;
using OptimizerDsl.Kernels.Tests.Torch;

[assembly: AssemblyFixture(typeof(OptimizerDsl.Kernels.Tests.Corpus.CompiledCorpus))]

namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>Compiles all recipes of the tests once, into a few assemblies in a folder, from which every process loads them.</summary>
public sealed partial class CompiledCorpus : IDisposable
{
    private readonly Lazy<Task> _compiled;
    private readonly Lazy<Dictionary<string, CompiledCase>> _cases;

    public CompiledCorpus()
    {
        Folder = Directory.CreateTempSubdirectory("optimizerdsl-kernels-").FullName;
        _compiled = new(() => Task.Run(Compile));
        _cases = new(() => CorpusFile.Load(Folder).ToDictionary(recipe => recipe.Type.Name, StringComparer.Ordinal));
        Levels = new(this);
    }

    /// <summary>The folder of assemblies; complete after <see cref="Compiled"/>.</summary>
    public string Folder { get; }

    /// <summary>The corpus, run at each instruction-set level.</summary>
    internal LevelRuns Levels { get; }

    /// <summary>The rules that were drawn for this run.</summary>
    internal IReadOnlyList<DrawnRule> Drawn { get; } = DrawnRules.Draw(DrawnRules.Seed, DrawnRules.Count);

    /// <summary>The generated files by recipe, after <see cref="Compiled"/>.</summary>
    internal Dictionary<string, string> Generated { get; } = new(StringComparer.Ordinal);

    /// <summary>Ends when the folder is complete.</summary>
    public Task Compiled => _compiled.Value;

    /// <summary>The class of a recipe, when all are compiled.</summary>
    internal async Task<Type> TypeOf(string recipe)
    {
        await Compiled;
        return _cases.Value[recipe].Type;
    }

    public void Dispose()
    {
        Levels.Dispose();
        if (Environment.GetEnvironmentVariable("ODSL_KEEP") == "1")
        {
            Console.WriteLine($"The compiled recipes stay in {Folder}.");
            return;
        }

        // On Windows, loaded assemblies stay locked until the process ends.
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    private void Compile()
    {
        // Roslyn's time grows with the largest assembly while both cores have one to do, so the families come in pieces of one size.
        var pieces = new List<(string Family, string Assembly, IReadOnlyList<string> Rules, IReadOnlyList<RecipeCase> Recipes)>();
        void Add(string family, IReadOnlyList<string> rules, IReadOnlyList<RecipeCase> recipes)
        {
            foreach (RecipeCase[] piece in recipes.Chunk(80)) pieces.Add((family, $"Corpus{pieces.Count}", rules, piece));
        }

        Add(Families.Library, [], LibraryRecipes.All);
        Add(Families.Written, WrittenRecipes.Rules, WrittenRecipes.All);
        Add(Families.Intrinsics, WrittenRecipes.Rules, IntrinsicRecipes.All);
        Add(Families.Features, WrittenRecipes.Rules, FeatureRecipes.All);
        Add(Families.Torch, [TorchSchedules.Own], TorchRecipes.All);
        foreach (DrawnRule[] piece in Drawn.Where(rule => rule.IsWhole).Chunk(40)) Add(Families.DrawnWhole, [.. piece.Select(rule => rule.Source)], [.. piece.SelectMany(rule => rule.Recipes)]);
        foreach (DrawnRule[] piece in Drawn.Where(rule => !rule.IsWhole).Chunk(40)) Add(Families.Drawn, [.. piece.Select(rule => rule.Source)], [.. piece.SelectMany(rule => rule.Recipes)]);

        var list = new List<(string, string, string, int)>[pieces.Count];
        Parallel.For(0, pieces.Count, i =>
        {
            (string family, string assembly, IReadOnlyList<string> rules, IReadOnlyList<RecipeCase> recipes) = pieces[i];
            (byte[] image, IReadOnlyDictionary<string, string> files) = RecipeCompiler.Compile(assembly, rules, recipes);
            File.WriteAllBytes(Path.Combine(Folder, assembly + ".dll"), image);
            list[i] = [.. recipes.Select(recipe => (assembly, family, recipe.Name, SweepsOf(FileOf(files, recipe.Name))))];
            lock (Generated)
            {
                foreach (RecipeCase recipe in recipes) Generated[recipe.Name] = FileOf(files, recipe.Name);
            }
        });
        CorpusFile.WriteList(Folder, list.SelectMany(recipes => recipes));
    }

    private static string FileOf(IReadOnlyDictionary<string, string> files, string recipe) =>
        files.Single(file => file.Value.Contains($"partial class {recipe} ", StringComparison.Ordinal)).Value;

    private static int SweepsOf(string file) =>
        int.Parse(SweepCount().Match(file).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"override int SweepCount => (\d+);")]
    private static partial Regex SweepCount();
}
