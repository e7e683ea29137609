using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using OptimizerDsl.TestKit;

namespace OptimizerDsl.Generators.Tests;

/// <summary>The README's code compiles and does what the README says it prints.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Its_code_compiles_and_its_description_is_what_the_recipe_says()
    {
        string readme = File.ReadAllText(ReadmePath());
        string[] code = Blocks(readme, "csharp").ToArray();
        Assert.Equal(5, code.Length);
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        string checkpoint = code[2].Replace("\"run.safetensors\"", "file", StringComparison.Ordinal);
        string usage = "public static class Usage { public static OptimizerDsl.StepResult Run(string file) {\n" + code[1] + checkpoint + code[4].Replace("\"run.csv\"", "file + \".csv\"", StringComparison.Ordinal) + "\nreturn result;\n" + Watching + "} }";
        Assembly assembly = SourceCompilation.Of([code[0], SourceCompilation.Usings + usage, SourceCompilation.Usings + code[3] + "\n[Optimizer, PowerSign] public sealed partial class Own;"], "Readme", NullableContextOptions.Enable).Generate().Load();

        var result = (StepResult)assembly.GetType("Usage")!.GetMethod("Run")!.Invoke(null, [file])!;
        Assert.Equal(1, result.Count);
        Assert.True(File.Exists(file));
        File.Delete(file);
        Assert.Equal(2, File.ReadLines(file + ".csv").Count());
        File.Delete(file + ".csv");

        string described = (string)assembly.GetType("SmallGpt")!.GetMethod("Describe")!.Invoke(null, null)!;
        string shown = Assert.Single(Blocks(readme, "text"));
        Assert.Equal(Lines(shown), Lines(described).Skip(1).Where(l => !l.StartsWith("In force:", StringComparison.Ordinal)));
    }

    // What the README leaves to its reader: a loss with its gradients, and a trial.
    private const string Watching = """
        double lossAndGradients() { weight.Gradients.Fill(1); bias.Gradients.Fill(1); double sum = 0; foreach (float w in weight.Values) sum += w; return sum; }
        System.Func<long, double> begin(SweepTrial trial) => end => trial["rate"] / end;
        """;

    [Fact]
    public void The_code_of_the_page_about_checkpoints_compiles()
    {
        string recipe = Blocks(File.ReadAllText(ReadmePath()), "csharp").First();
        string code = Assert.Single(Blocks(File.ReadAllText(Path.Combine(Path.GetDirectoryName(ReadmePath())!, "docs", "reliability.md")), "csharp"));
        string usage = "public static class Usage { public static async System.Threading.Tasks.Task Run(SmallGpt optimizer, SmallGpt vectorOptimizer, float[] values, "
            + "System.IProgress<double> progress, System.Threading.CancellationToken cancellation) {\n" + code + "\n} }";
        Assembly assembly = SourceCompilation.Of([recipe, SourceCompilation.Usings + usage], "Reliability", NullableContextOptions.Enable).Generate().Load();
        Assert.NotNull(assembly.GetType("Usage"));
    }

    private static IEnumerable<string> Blocks(string markdown, string language) =>
        Block().Matches(markdown).Where(m => m.Groups[1].Value == language).Select(m => m.Groups[2].Value);

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0);

    private static string ReadmePath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "README.md");

    [GeneratedRegex("```(\\w+)\\r?\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
