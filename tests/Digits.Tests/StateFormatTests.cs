using System.Globalization;
using Digits.Tests.Support;

namespace Digits.Tests;

/// <summary>State in fewer bytes trains as well as state in full, and so do parameters and gradients.</summary>
public sealed class StateFormatTests
{
    private static readonly Lazy<double> s_drawnInFull = new(() => AccuracyOf());
    private static readonly Lazy<double> s_realInFull = new(() => AccuracyOf("--data", SharedData.FolderOrSkip()));

    [Theory]
    [InlineData("bfloat16")]
    [InlineData("stochastic")]
    [InlineData("block8")]
    public void Drawn_digits_are_read_as_well(string format) =>
        Assert.InRange(AccuracyOf("--state", format), s_drawnInFull.Value - 0.005, 1);

    [Theory]
    [InlineData("bfloat16")]
    [InlineData("stochastic")]
    [InlineData("block8")]
    public void Real_digits_are_read_as_well(string format) =>
        Assert.InRange(AccuracyOf("--data", SharedData.FolderOrSkip(), "--state", format), s_realInFull.Value - 0.005, 1);

    [Theory]
    [InlineData("bfloat16")]
    [InlineData("half")]
    public void Drawn_digits_are_read_as_well_by_small_parameters(string precision) =>
        Assert.InRange(AccuracyOf("--parameters", precision), s_drawnInFull.Value - 0.005, 1);

    [Theory]
    [InlineData("bfloat16")]
    [InlineData("half")]
    public void Real_digits_are_read_as_well_by_small_parameters(string precision) =>
        Assert.InRange(AccuracyOf("--data", SharedData.FolderOrSkip(), "--parameters", precision), s_realInFull.Value - 0.005, 1);

    [Theory]
    [InlineData("--parameters needs full, bfloat16 or half, not 'float8'", "--parameters", "float8")]
    [InlineData("--state and --parameters do not go together", "--parameters", "half", "--state", "block8")]
    public void Another_precision_is_refused(string message, params string[] arguments)
    {
        SampleRun run = SampleRun.InProcess(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_format_is_refused()
    {
        SampleRun run = SampleRun.InProcess("--state", "float8");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--state needs full, bfloat16, stochastic or block8, not 'float8'", run.Error, StringComparison.Ordinal);
    }

    private static double AccuracyOf(params string[] arguments)
    {
        SampleRun run = SampleRun.InProcess(arguments);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return double.Parse(run.OutputLines[^1]["test accuracy ".Length..], CultureInfo.InvariantCulture);
    }
}
