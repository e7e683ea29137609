using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OptimizerDsl.Generators;
using OptimizerDsl.TestKit;

namespace OptimizerDsl.CompileBenchmarks;

/// <summary>How the generator's time grows with the recipes, and what edits cost.</summary>
internal static class GeneratorBars
{
    private const int Recipes = 100, Rounds = 9;

    // Ten times the recipes may take this many times as long.
    private const double Growth = 12;

    public static IEnumerable<Bar> Measure() => OfGrowth().Concat(OfEdits());

    private static IEnumerable<Bar> OfGrowth()
    {
        int[] counts = [1, 10, 100, 500];
        (IReadOnlyDictionary<string, string> Files, CSharpCompilation Input)[] projects = [.. counts.Select(c => (SampleProject.Files(c), InMemory.Compile(SampleProject.Files(c))))];
        double Run(int project)
        {
            // Neither a driver nor a compilation that knows anything from before.
            CSharpCompilation input = InMemory.Anew(projects[project].Input);
            return Timing.Milliseconds(() => Driver().RunGenerators(input));
        }
        for (int i = 0; i < 3; i++) Run(2);
        double[][] times = Timing.Interleave(Rounds, [.. counts.Select((_, i) => (Func<double>)(() => Run(i)))]);
        for (int i = 0; i < counts.Length; i++) yield return new($"Generator, fresh run over {counts[i]} recipes", Timing.Median(times[i]), "ms");
        for (int i = 1; i < counts.Length; i++)
        {
            double factor = counts[i] / (double)counts[i - 1];
            yield return new($"Generator, {counts[i]} recipes in the time of {counts[i - 1]}", Timing.Ratio(times[i], times[i - 1]), "x", factor * Growth / 10);
        }
    }

    private static IEnumerable<Bar> OfEdits()
    {
        CSharpCompilation input = InMemory.Compile(SampleProject.Files(Recipes));
        GeneratorDriver driver = Driver().RunGenerators(input), tracked = Driver(isTracked: true).RunGenerators(input);
        int version = 0;
        CSharpCompilation Unrelated() => InMemory.Edit(input, "Training7.cs", SampleProject.Training(7, $"Edited {version++} times."));
        CSharpCompilation OneRecipe() => InMemory.Edit(input, SampleProject.RecipeFile(7), SampleProject.Recipe(7, 1000 + version++));

        double[][] times = Timing.Interleave(
            Rounds + 2,
            () => Time(Driver(), Unrelated()),
            () => Time(driver, Unrelated()),
            () => Time(driver, OneRecipe()));
        double full = Timing.Median(times[0]);
        yield return new($"Generator, full run over {Recipes} recipes after an edit", full, "ms");
        yield return new("Generator, after an edit elsewhere", Timing.Median(times[1]), "ms");
        yield return new("Generator, after an edit elsewhere, of a full run", Timing.Ratio(times[1], times[0]), "x", 0.2);
        yield return new("Generator, files made again after an edit elsewhere", MadeAgain(tracked.RunGenerators(Unrelated())), "files", 0);
        yield return new("Generator, after an edit of one recipe", Timing.Median(times[2]), "ms");
        yield return new("Generator, after an edit of one recipe, of a full run", Timing.Ratio(times[2], times[0]), "x");
        yield return new("Generator, files made again after an edit of one recipe", MadeAgain(tracked.RunGenerators(OneRecipe())), "files", 1);
    }

    private static double Time(GeneratorDriver driver, CSharpCompilation input) => Timing.Milliseconds(() => driver.RunGenerators(input));

    private static int MadeAgain(GeneratorDriver driver) => driver.GetRunResult().Results.Single().TrackedOutputSteps
        .SelectMany(s => s.Value).SelectMany(s => s.Outputs).Count(o => o.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));

    private static CSharpGeneratorDriver Driver(bool isTracked = false) => CSharpGeneratorDriver.Create(
        [new OptimizerGenerator().AsSourceGenerator()], parseOptions: InMemory.ParseOptions, driverOptions: new(IncrementalGeneratorOutputKind.None, isTracked));
}
