using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Corpus.Drawn;
using OptimizerDsl.Kernels.Tests.Levels;

namespace OptimizerDsl.Kernels.Tests.Fuzz;

/// <summary>
/// Draws rules for hours, batch by batch, and makes the runs of CI with each at every instruction-set level. Whatever differs,
/// or does not compile, is printed with its seed and its source, and the run goes on.
/// </summary>
internal static partial class FuzzRun
{
    public const string Argument = "--fuzz";

    private const int Batch = 120;

    /// <param name="hours">For how long new batches begin; a fraction, too. At least one does.</param>
    /// <returns>0 where nothing differed.</returns>
    public static async Task<int> Run(string hours)
    {
        TimeSpan time = TimeSpan.FromHours(double.Parse(hours, CultureInfo.InvariantCulture));
        var clock = Stopwatch.StartNew();
        int batches = 0, failures = 0;
        long vectors = 0, values = 0;
        do
        {
            // The seed that was asked for is the first batch's.
            string seed = batches == 0 ? DrawnRules.Seed : DrawnRules.NewSeed();
            (bool isRight, long comparedVectors, long comparedValues) = await RunBatch(seed);
            batches++;
            failures += isRight ? 0 : 1;
            vectors += comparedVectors;
            values += comparedValues;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{clock.Elapsed:hh\\:mm\\:ss}: batch {batches}, ODSL_SEED={seed} ODSL_RULES={Batch}, {(isRight ? "right" : "FAILED")}; so far {batches * Batch} rules, {vectors} vectors and {values} values at {InstructionLevel.All.Count} levels, {failures} batches failed"));
        }
        while (clock.Elapsed < time);

        return failures == 0 ? 0 : 1;
    }

    private static async Task<(bool IsRight, long Vectors, long Values)> RunBatch(string seed)
    {
        IReadOnlyList<DrawnRule> rules = DrawnRules.Draw(seed, Batch);
        string folder = Directory.CreateTempSubdirectory("optimizerdsl-fuzz-").FullName;
        try
        {
            var writer = new CorpusWriter();
            writer.Add(rules);
            writer.Write(folder);
            var results = new List<LevelResult>();
            foreach (InstructionLevel level in InstructionLevel.All) results.Add(await ChildProcess.Run(level, LevelWorker.Argument, level.Name, folder));
            string[] digests = [.. InstructionLevel.All.Select(level => LevelWorker.FingerprintFile(folder, level.Name)).Where(File.Exists).Select(File.ReadAllText).Distinct()];
            string[] failed = [.. results.Where(result => result.ExitCode != 0).Select(result => result.Output)];
            foreach (string output in failed) Console.WriteLine(output);
            if (digests.Length != 1) Console.WriteLine($"The levels have {digests.Length} different results.");
            foreach (DrawnRule rule in rules.Where(rule => rule.Recipes.Any(recipe => failed.Any(output => output.Contains(recipe.Name, StringComparison.Ordinal)))))
            {
                Console.WriteLine(rule.Source + string.Concat(rule.Recipes.Select(recipe => recipe.Source)));
            }

            Match[] summaries = [.. results.Select(result => Summary().Match(result.Output))];
            long Sum(int group) => summaries.Where(summary => summary.Success).Sum(summary => long.Parse(summary.Groups[group].ValueSpan, CultureInfo.InvariantCulture));
            return (failed.Length == 0 && digests.Length == 1 && summaries.All(summary => summary.Success), Sum(1), Sum(2));
        }
        catch (Exception exception) when (exception is InvalidOperationException or AggregateException)
        {
            // With the first line of the rule, which is its seed.
            Console.WriteLine(exception);
            return (false, 0, 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"compared (\d+) vectors of \d+ recipes, (\d+) values")]
    private static partial Regex Summary();
}
