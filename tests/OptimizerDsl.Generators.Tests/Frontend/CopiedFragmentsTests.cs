namespace OptimizerDsl.Generators.Tests;

using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

/// <summary>The library's own fragments have nothing that a user's lack.</summary>
public sealed class CopiedFragmentsTests
{
    [Theory]
    [InlineData("[@ClipByGlobalNorm(1)] [@AdamW(AmsGrad = true)]")]
    [InlineData("[@AdamW] [@ObserveNorms] [@ObserveModelNorms]")]
    [InlineData("[@ClipByValue(2)] [@Sgd(Momentum = 0.9, Nesterov = true)] [@Ema(0.9)]")]
    [InlineData("[@SkipNonFinite] [@SkipAbove(10)] [@RMSprop(Centered = true)] [@LinearWarmup(Steps = 5)] [@CosineDecay(Steps = 10)]")]
    [InlineData("[@Adam] [@MultiStepDecay(AtSteps = new long[] { 5, 9 })] [@ReduceOnPlateau]")]
    [InlineData("[@Adagrad(LearningRate = 1)] [@OneCycle(Steps = 30)] [@BoldDriver]")]
    public void A_copy_in_the_user_s_project_gives_the_same_code(string attributes)
    {
        string[] copies = [.. ((string[])["Rules", "Transforms", "Gates", "Averaging", "Observers", "Schedules"])
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Root(), "src", "OptimizerDsl", room), "*Attribute.cs"))
            .Select(f => "using OptimizerDsl;\n" + File.ReadAllText(f).Replace("namespace OptimizerDsl;", "namespace Copies;", StringComparison.Ordinal))];
        Assert.Equal(typeof(Real).Assembly.GetExportedTypes().Count(t => t.IsSubclassOf(typeof(FragmentAttribute)) && !t.IsAbstract), copies.Length);
        Text.Same(Generate("OptimizerDsl.", []), Generate("Copies.", copies));

        string Generate(string space, string[] sources)
        {
            string recipe = $"[OptimizerDsl.Optimizer] {attributes.Replace("@", space, StringComparison.Ordinal)} public sealed partial class Recipe;";
            const string Implicit = "global using System; global using System.Linq; global using System.Collections.Generic;";
            GeneratedCompilation generated = SourceCompilation.Of([Implicit, recipe, .. sources]).Generate();
            Assert.Empty(generated.CompilerDiagnostics.Where(d => d.Severity == DiagnosticSeverity.Error && d.Id is not ("CS8019" or "CS1574")));
            string code = Assert.Single(generated.Files.Values, text => text.Contains("partial class Recipe ", StringComparison.Ordinal));
            Assert.DoesNotContain("has mistakes", code, StringComparison.Ordinal);
            return code;
        }
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
