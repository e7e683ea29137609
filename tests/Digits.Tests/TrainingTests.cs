using System.Globalization;
using Digits.Data;
using Digits.Tests.Support;

namespace Digits.Tests;

public sealed class TrainingTests
{
    [Fact]
    public void Two_epochs_on_a_few_drawn_digits_teach_much()
    {
        // 126 steps, most of them in the warmup: far from done, and far from the 0.1 of a guess.
        (EpochReport result, _) = Train<DigitsOptimizer>(seed: 1);

        Assert.Equal(2, result.Epoch);
        Assert.InRange(result.TestAccuracy, 0.6, 1);
        Assert.InRange(result.TestLoss, 0, 1.5);
    }

    [Fact]
    public void Each_step_and_each_epoch_is_reported()
    {
        (_, Recorder recorder) = Train<DigitsOptimizer>(seed: 1);

        Assert.Equal(2 * Training.StepsPerEpoch(4_000), recorder.Steps);
        Assert.Equal([1, 2], recorder.Epochs.Select(report => report.Epoch));
        Assert.True(recorder.Epochs[1].TrainLoss < recorder.Epochs[0].TrainLoss);

        // Step 63 of a warmup over 100, then step 126: 26 steps into a cosine of 1,775 down to 0.02.
        double cosine = 0.02 + 0.98 * (1 + Math.Cos(Math.PI * 25 / 1_775)) / 2;
        Assert.Equal(2e-3 * 0.63, recorder.Epochs[0].LearningRate, 1e-12);
        Assert.Equal(2e-3 * cosine, recorder.Epochs[1].LearningRate, 1e-12);
    }

    [Fact]
    public void A_seed_decides_a_run()
    {
        EpochReport first = Train<LongDigitsOptimizer>(seed: 3).Result;

        Assert.Equal(first, Train<LongDigitsOptimizer>(seed: 3).Result);
        Assert.NotEqual(first, Train<LongDigitsOptimizer>(seed: 4).Result);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 1)]
    [InlineData(65, 2)]
    [InlineData(8_000, 125)]
    [InlineData(60_000, 938)]
    public void The_last_batch_of_an_epoch_may_be_smaller(int digits, int steps) =>
        Assert.Equal(steps, Training.StepsPerEpoch(digits));

    [Fact]
    public void Real_digits_are_read_with_95_percent_accuracy()
    {
        SampleRun run = SampleRun.InProcess("--data", SharedData.FolderOrSkip());

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("8000 digits to train on and 2000 to test with", run.OutputLines[0], StringComparison.Ordinal);
        Assert.StartsWith("test accuracy ", run.OutputLines[^1], StringComparison.Ordinal);
        double accuracy = double.Parse(run.OutputLines[^1]["test accuracy ".Length..], CultureInfo.InvariantCulture);
        Assert.InRange(accuracy, 0.95, 1);
    }

    private static (EpochReport Result, Recorder Recorder) Train<TOptimizer>(int seed)
        where TOptimizer : OptimizerDsl.IOptimizer<TOptimizer>
    {
        var recorder = new Recorder();
        return (Training.Run<TOptimizer>(DrawnDigits.Draw(seed: 1, train: 4_000, test: 500), epochs: 2, seed, recorder), recorder);
    }

    private sealed class Recorder : ITrainingProgress
    {
        public int Steps { get; private set; }

        public List<EpochReport> Epochs { get; } = [];

        public void OnStep(double loss) => Steps++;

        public void OnEpoch(EpochReport report) => Epochs.Add(report);
    }
}
