using Microsoft.CodeAnalysis;
using OptimizerDsl.TestKit;

namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>Compiles rules and recipes with the generator under test; every one of them is meant to be right.</summary>
internal static class RecipeCompiler
{
    /// <exception cref="InvalidOperationException">The generator or the C# compiler refuses something.</exception>
    public static (byte[] Image, IReadOnlyDictionary<string, string> Files) Compile(string assembly, IReadOnlyList<string> rules, IEnumerable<RecipeCase> recipes)
    {
        string recipeSource = SourceCompilation.Usings + string.Concat(recipes.Select(recipe => recipe.Source));
        SourceCompilation source = SourceCompilation.Of([.. rules, recipeSource], assembly, NullableContextOptions.Enable);
        GeneratedCompilation generated = source.Generate();
        bool isBroken = generated.Result.Exception is not null || generated.Files.Values.Any(file => file.Contains("has mistakes, which the build reports", StringComparison.Ordinal));
        if (isBroken) throw new InvalidOperationException(Explain(source, generated));
        try
        {
            return (generated.Emit(), generated.Files);
        }
        catch (InvalidOperationException)
        {
            throw new InvalidOperationException(Explain(source, generated));
        }
    }

    private static string Explain(SourceCompilation source, GeneratedCompilation generated)
    {
        if (generated.Result.Exception is { } exception) return $"The generator threw: {exception}";
        IEnumerable<Diagnostic> all = generated.CompilerDiagnostics.Concat(source.Analyze().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return "The recipes have mistakes:\n" + string.Join("\n", all.Take(10).Select(diagnostic => $"{diagnostic}\n    {LineOf(diagnostic)}\n    {FirstLineOf(diagnostic)}"));
    }

    private static string LineOf(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() ?? "";

    // Of a drawn rule, its seed.
    private static string FirstLineOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.GetText().Lines[0].ToString() ?? "";
}
