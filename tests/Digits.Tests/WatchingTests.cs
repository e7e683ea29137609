using System.Globalization;
using System.Text.Json;
using Digits.Data;
using Digits.Tests.Support;
using OptimizerDsl;

namespace Digits.Tests;

/// <summary>Logs, the finder of rates and sweeps, as the program offers them.</summary>
public sealed class WatchingTests : IDisposable
{
    private static readonly Lazy<DigitData> s_data = new(() => DrawnDigits.Draw(seed: 1, train: 1_000, test: 200));

    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_log_has_each_step_with_norms_of_each_tensor_and_changes_nothing()
    {
        EpochReport logged = Training.Run<DigitsOptimizer>(s_data.Value, epochs: 2, seed: 1, new Quiet(), _file);
        Assert.Equal(Training.Run<DigitsOptimizer>(s_data.Value, epochs: 2, seed: 1, new Quiet()), logged);

        string[][] lines = [.. File.ReadLines(_file).Select(line => line.Split(','))];
        Assert.Equal(1 + 2 * Training.StepsPerEpoch(1_000), lines.Length);
        Assert.Equal(["step", "outcome", "rate", "loss", "hidden.weight/gradientNorm"], lines[0][..5]);
        Assert.Equal(4 + 4 * 4, lines[0].Length);
        Assert.Equal(Enumerable.Range(1, lines.Length - 1), lines[1..].Select(line => int.Parse(line[0], CultureInfo.InvariantCulture)));
        double Mean(int column, Range rows) => lines[rows].Average(line => double.Parse(line[column], CultureInfo.InvariantCulture));
        Assert.True(Mean(3, 1..5) > Mean(3, ^4..));
        // 0.5 % of the weights in a step is much, and 1e-6 would be no training.
        int ratio = Array.IndexOf(lines[0], "hidden.weight/updateRatio");
        Assert.InRange(Mean(ratio, 1..), 1e-5, 0.2);
    }

    [Fact]
    public void The_program_writes_it_as_json_lines()
    {
        using var folder = new DataFolder();
        folder.WritePair("train", 200, "");
        string file = folder.PathOf("run.jsonl");
        SampleRun run = SampleRun.InProcess("--data", folder.Path, "--epochs", "1", "--chart", "--log", file);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement[] records = [.. File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(Training.StepsPerEpoch(160), records.Length);
        Assert.All(records, record => Assert.InRange(record.GetProperty("loss").GetDouble(), 0, 100));
    }

    [Fact]
    public void A_rate_that_is_found_is_one_that_trains()
    {
        LearningRateFinderResult found = Training.FindRate<DigitsOptimizer>(s_data.Value, seed: 1);
        // The recipe's own is 2e-3.
        Assert.InRange(found.SteepestRate!.Value, 1e-5, 1e-1);
        Assert.InRange(found.DivergenceRate!.Value, found.SteepestRate.Value, 10);
        Assert.Equal(found.ToCsv(), Training.FindRate<DigitsOptimizer>(s_data.Value, seed: 1).ToCsv());
    }

    [Fact]
    public void A_sweep_keeps_the_better_rates()
    {
        SweepResult result = Training.SweepRates<DigitsOptimizer>(s_data.Value, epochs: 2, seed: 1);
        Assert.Equal([1, 2, 6], result.Outcomes.GroupBy(outcome => outcome.Steps).OrderByDescending(rung => rung.Key).Select(rung => rung.Count()));
        Assert.Equal(2 * Training.StepsPerEpoch(1_000), result.Best.Steps);
        Assert.InRange(result.Best.Trial["rate"], 1e-4, 0.3);
        Assert.InRange(result.Best.Loss, 0, 2.2);
        Assert.Equal(result.ToCsv(), Training.SweepRates<DigitsOptimizer>(s_data.Value, epochs: 2, seed: 1).ToCsv());
    }

    [Theory]
    [InlineData("--find-rate", "steepest at ")]
    [InlineData("--sweep", "trial ")]
    public void The_program_shows_what_it_found(string option, string says)
    {
        using var folder = new DataFolder();
        folder.WritePair("train", 200, "");
        SampleRun run = SampleRun.InProcess("--data", folder.Path, "--epochs", "3", option);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(says, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("test accuracy", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--find-rate", "--sweep")]
    [InlineData("--sweep", "--chart")]
    [InlineData("--find-rate", "--log", "x")]
    [InlineData("--log")]
    public void Options_that_do_not_go_together_are_refused(params string[] args)
    {
        SampleRun run = SampleRun.InProcess(args);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("digits: option", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_cannot_be_written_is_named()
    {
        using var folder = new DataFolder();
        folder.WritePair("train", 200, "");
        SampleRun run = SampleRun.InProcess("--data", folder.Path, "--log", Path.Combine(folder.Path, "none", "run.csv"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("run.csv: cannot be written", run.Error, StringComparison.Ordinal);
    }

    private sealed class Quiet : ITrainingProgress
    {
        public void OnStep(double loss)
        {
        }

        public void OnEpoch(EpochReport report)
        {
        }
    }
}
