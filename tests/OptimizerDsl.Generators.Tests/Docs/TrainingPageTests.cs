using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using OptimizerDsl.TestKit;

namespace OptimizerDsl.Generators.Tests;

/// <summary>The code of docs/training.md compiles and runs as it stands there, block after block.</summary>
public sealed partial class TrainingPageTests
{
    [Fact]
    public void Its_code_runs()
    {
        string[] code = [.. Block().Matches(File.ReadAllText(PagePath())).Select(match => match.Groups[1].Value)];
        string[] types = [.. code.Where(IsType)];
        Assert.Equal(2, types.Length);
        string[] statements = [.. code.Where(block => !IsType(block)).Select(block => block.Replace("\"run.csv\"", "file", StringComparison.Ordinal))];
        Assert.Equal(4, statements.Length);
        string usage = "public static class Usage { public static (Watched, LearningRateFinderResult, SweepResult) Run(string file) {\n" + string.Concat(statements) + "\nreturn (optimizer, found, result); } }";
        const string Own = "[Optimizer, Sgd, ObserveDescent] public sealed partial class Own;";
        Assembly assembly = SourceCompilation.Of([.. types.Append(usage).Append(Own).Select(source => SourceCompilation.Usings + source)], "Training", NullableContextOptions.Enable).Generate().Load();

        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var answer = (ITuple)assembly.GetType("Usage")!.GetMethod("Run")!.Invoke(null, [file])!;
            Assert.Equal(21, ((IOptimizer)answer[0]!).StepCount);
            Assert.NotNull(((LearningRateFinderResult)answer[1]!).SteepestRate);
            Assert.Equal([3, 6, 18], ((SweepResult)answer[2]!).Outcomes.GroupBy(outcome => outcome.Steps).OrderByDescending(rung => rung.Key).Select(rung => rung.Count()));
            Assert.Equal(21, File.ReadLines(file).Count());
            Assert.Contains("weight/gradientNorm", File.ReadLines(file).First(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool IsType(string block) => block.Contains("public sealed partial class", StringComparison.Ordinal);

    private static string PagePath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "training.md");

    [GeneratedRegex("```csharp\\r?\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
