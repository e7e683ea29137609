using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace OptimizerDsl.Tests;

/// <summary>
/// What rounds differently from machine to machine does not occur in the sources of varying functions: the base library's
/// functions, fused multiply-adds, estimates, and conversions and minima out of their safe ranges.
/// </summary>
public sealed partial class VaryingSourceTests
{
    [Fact]
    public void Nothing_that_differs_between_machines_is_called()
    {
        string folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../src/OptimizerDsl/Runtime");
        string[] files = [.. Directory.GetFiles(folder, "Varying*.cs"), .. Directory.GetFiles(folder, "Threefry.cs"), .. Directory.GetFiles(Path.Combine(folder, "Lanes"), "*.cs")];
        Assert.True(files.Length > 15);
        Assert.All(files, file =>
        {
            string code = Comments().Replace(File.ReadAllText(file), "");
            Match match = Forbidden().Match(code);
            Assert.False(match.Success, $"{Path.GetFileName(file)} has {match.Value}");
        });
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("//.*")]
    private static partial Regex Comments();

    [GeneratedRegex(@"\bMathF?\.|FusedMultiply|MultiplyAdd|Estimate|Reciprocal|Vector\d+\.(Exp|Log|Min|Max|Clamp|Round|Floor|Ceiling|Convert)|\bT\.(Exp|Log|Pow|Tanh|Min|Max|Round)|AggressiveOptimization")]
    private static partial Regex Forbidden();
}
