using OptimizerDsl.Kernels.Tests.Corpus.Drawn;
using OptimizerDsl.Kernels.Tests.Levels;
using OptimizerDsl.Kernels.Tests.Torch;

[assembly: AssemblyFixture(typeof(OptimizerDsl.Kernels.Tests.Corpus.CompiledCorpus))]

namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>Compiles all recipes of the tests once, into a few assemblies in a folder, from which every process loads them.</summary>
public sealed class CompiledCorpus : IDisposable
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
    internal Dictionary<string, string> Generated { get; private set; } = new(StringComparer.Ordinal);

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
        var writer = new CorpusWriter();
        writer.Add(Families.Library, [], LibraryRecipes.All);
        writer.Add(Families.Written, WrittenRecipes.Rules, WrittenRecipes.All);
        writer.Add(Families.Intrinsics, WrittenRecipes.Rules, IntrinsicRecipes.All);
        writer.Add(Families.Features, WrittenRecipes.Rules, FeatureRecipes.All);
        writer.Add(Families.Torch, [TorchSchedules.Own], TorchRecipes.All);
        writer.Add(Drawn);
        Generated = writer.Write(Folder);
    }
}
