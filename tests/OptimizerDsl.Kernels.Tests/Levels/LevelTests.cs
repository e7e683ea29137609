using System.Globalization;
using System.Text.RegularExpressions;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Torch;

namespace OptimizerDsl.Kernels.Tests.Levels;

/// <summary>Kernels give the scalar method's bits at every instruction-set level, and so the same bits at all of them.</summary>
public sealed partial class LevelTests(CompiledCorpus corpus, ITestOutputHelper output)
{
    public static TheoryData<string> Levels => [.. InstructionLevel.All.Select(level => level.Name)];

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Kernels_equal_the_scalar_methods_bit_for_bit(string level)
    {
        LevelResult result = await corpus.Levels.Of(InstructionLevel.Named(level));
        output.WriteLine(result.Output);
        string seed = corpus.Drawn.Count == 0 ? "none" : corpus.Drawn[0].Seed;
        output.WriteLine($"Rules were drawn from ODSL_SEED={seed} with ODSL_RULES={corpus.Drawn.Count}.");
        Assert.True(result.ExitCode == 0, $"Level {level} ended with {result.ExitCode}:\n{result.Output}\n{SourcesOf(result.Output)}");

        Match summary = Summary().Match(result.Output);
        Assert.True(summary.Success, $"Level {level} says nothing of what it compared:\n{result.Output}");
        long Group(int group) => long.Parse(summary.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        Assert.InRange(Group(1), 1, long.MaxValue);
        Assert.Equal(corpus.Generated.Count - TorchRecipes.All.Count, Group(2));
        // Most results have to be numbers, or their bits would tell nothing.
        Assert.InRange(Group(4), Group(3) / 2, Group(3));
    }

    [Fact]
    public async Task All_levels_have_the_same_results()
    {
        var digests = new List<string[]>();
        foreach (InstructionLevel level in InstructionLevel.All)
        {
            LevelResult result = await corpus.Levels.Of(level);
            string file = LevelWorker.FingerprintFile(corpus.Folder, level.Name);
            Assert.True(File.Exists(file), $"Level {level.Name} left no results:\n{result.Output}");
            digests.Add(await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken));
        }

        Assert.Equal(corpus.Generated.Count - TorchRecipes.All.Count, digests[0].Length);
        Assert.Equal(digests[0].Length, digests[0].Select(line => line.Split(' ')[0]).Distinct().Count());
        Assert.All(digests, digest => Assert.Equal(digests[0], digest));
    }

    // The rules that failed, for the failures that name their recipes.
    private string SourcesOf(string text) => string.Join("\n", corpus.Drawn
        .Where(rule => rule.Recipes.Any(recipe => text.Contains(recipe.Name, StringComparison.Ordinal)))
        .Take(3).Select(rule => rule.Source + string.Concat(rule.Recipes.Select(recipe => recipe.Source))));

    [GeneratedRegex(@"compared (\d+) vectors of (\d+) recipes, (\d+) values, (\d+) of them finite; 0 recipes failed")]
    private static partial Regex Summary();
}
