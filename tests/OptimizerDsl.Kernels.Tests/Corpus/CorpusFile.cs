using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>A compiled recipe of a corpus folder.</summary>
/// <param name="Type">The recipe's class.</param>
/// <param name="Family">Which part of the corpus it belongs to.</param>
/// <param name="Sweeps">The number of its sweeps; 1 means that no element's result depends on another element.</param>
internal sealed record CompiledCase(Type Type, string Family, int Sweeps)
{
    public ElementType ElementType => Type.GetCustomAttribute<OptimizerAttribute>()!.ElementType;

    public bool HasReductions => Sweeps > 1;
}

/// <summary>The folder through which the compiled corpus travels to child processes: assemblies, and a list of their recipes.</summary>
internal static class CorpusFile
{
    private const string ListName = "recipes.txt";

    public static void WriteList(string folder, IEnumerable<(string Assembly, string Family, string Recipe, int Sweeps)> recipes) =>
        File.WriteAllLines(Path.Combine(folder, ListName), recipes.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Assembly} {r.Family} {r.Recipe} {r.Sweeps}")));

    /// <summary>Loads all assemblies of a folder.</summary>
    public static IReadOnlyList<CompiledCase> Load(string folder)
    {
        var cases = new List<CompiledCase>();
        foreach (string line in File.ReadLines(Path.Combine(folder, ListName)))
        {
            string[] parts = line.Split(' ');
            Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, parts[0] + ".dll"));
            cases.Add(new(assembly.GetType(parts[2], throwOnError: true)!, parts[1], int.Parse(parts[3], CultureInfo.InvariantCulture)));
        }

        return cases;
    }
}
