using System.Globalization;
using Digits.Tests.Support;

namespace Digits.Tests;

/// <summary>The program as a user starts it.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task A_run_ends_with_its_accuracy()
    {
        SampleRun run = await SampleRun.InProcessOfItsOwn(TestContext.Current.CancellationToken, "--epochs", "1", "--seed", "-8");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(3, run.OutputLines.Length);
        Assert.Equal("8000 digits to train on and 2000 to test with: drawn from seed -8", run.OutputLines[0]);
        Assert.StartsWith("epoch 1/1  train loss ", run.OutputLines[1], StringComparison.Ordinal);
        Assert.Matches(@"^test accuracy 0\.\d{4}$", run.OutputLines[2]);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task A_broken_file_is_one_line_and_exit_code_2()
    {
        using var folder = new DataFolder();
        folder.WritePair("train", 10, ".gz");
        string path = folder.PathOf("train-images-idx3-ubyte.gz");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^8]);

        SampleRun run = await SampleRun.InProcessOfItsOwn(TestContext.Current.CancellationToken, "--data", folder.Path);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal($"digits: {path}: corrupt or truncated gzip data\n", run.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--epochs", "3", "--help")]
    public void Help_is_no_error(params string[] args)
    {
        SampleRun run = SampleRun.InProcess(args);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(["--data", "--epochs", "--seed", "--help"], option => Assert.Contains(option, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_look_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(
                "epoch  3/15  train loss 0.1235  test loss 1.5000  accuracy 0.9500  rate 1.85e-03",
                TrainingProgress.Describe(new EpochReport(3, 0.12346, 1.5, 0.95, 1.85e-3), epochs: 15));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
