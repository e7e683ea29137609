using System.Runtime.CompilerServices;

namespace OptimizerDsl.Kernels.Tests.Docs;

/// <summary>All pages that the code makes, and the command that writes them.</summary>
internal static class DocPages
{
    public const string Argument = "--write-docs";

    public const string Command = "dotnet run -c Release --project tests/OptimizerDsl.Kernels.Tests -- " + Argument;

    public static IReadOnlyList<IDocPage> All { get; } = [new SchedulesPage(), new RulesPage(), new ConvergencePage()];

    /// <summary>The folder docs of this repository.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryRoot(), "docs");

    /// <summary>Writes all pages into the repository.</summary>
    /// <returns>0.</returns>
    public static int Write()
    {
        foreach (DocFile file in All.SelectMany(page => page.Make()))
        {
            string path = Path.Combine(Folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
            Console.WriteLine(path);
        }

        return 0;
    }

    private static string RepositoryRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
