namespace OptimizerDsl.Generators.Tests;

using System.Globalization;
using Microsoft.CodeAnalysis;

/// <summary>Sources that must generate and compile without a warning, whatever the settings of the user's project are.</summary>
internal static class Compiled
{
    /// <summary>With nullable on and off, warnings being errors, in an English and in a German process; answers the files.</summary>
    public static IReadOnlyDictionary<string, string> Everywhere(string source, int recipes = 1)
    {
        IReadOnlyDictionary<string, string> invariant = Files(source, NullableContextOptions.Enable, CultureInfo.InvariantCulture);
        IReadOnlyDictionary<string, string> german = Files(source, NullableContextOptions.Disable, new("de-DE"));
        Assert.Equal(invariant, german);
        // The API is there, and it does not throw: the recipe is whole.
        Assert.Equal(recipes, invariant.Values.Count(code => code.Contains(": global::OptimizerDsl.IOptimizer<", StringComparison.Ordinal)));
        Assert.All(invariant.Values, code => Assert.DoesNotContain("has mistakes", code));
        return invariant;
    }

    private static IReadOnlyDictionary<string, string> Files(string source, NullableContextOptions nullable, CultureInfo culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            GeneratedCompilation generated = SourceCompilation.Of([SourceCompilation.Usings + source], "Sample", nullable).Generate();
            Assert.Null(generated.Result.Exception);
            Assert.Empty(generated.GeneratorDiagnostics);
            Assert.Empty(generated.CompilerDiagnostics);
            return generated.Files;
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
