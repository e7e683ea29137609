using System.Globalization;
using Spectre.Console;

namespace Digits;

/// <summary>Hears of a training run as it goes.</summary>
internal interface ITrainingProgress
{
    /// <param name="loss">The mean loss of the batch before the step.</param>
    void OnStep(double loss);

    void OnEpoch(EpochReport report);
}

/// <summary>Shows a run: a line for each epoch, and on a terminal a bar below the lines.</summary>
internal static class TrainingProgress
{
    /// <summary>Runs <paramref name="train"/> and shows its progress on the console while it lasts.</summary>
    public static EpochReport Show(IAnsiConsole console, bool hasChart, int epochs, long steps, Func<ITrainingProgress, EpochReport> train)
    {
        // Into a file or a pipe go plain lines: no bar, no control sequences, no breaks at a guessed width.
        if (!console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Interactive)
            return train(new Lines(console.Profile.Out.Writer, epochs));

        if (hasChart)
            return LossChart.Show(console, epochs, train);

        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => train(new Bar(console, context.AddTask("training", maxValue: steps), epochs)));
    }

    /// <summary>The line of an epoch, the same in every culture.</summary>
    public static string Describe(EpochReport report, int epochs)
    {
        string number = report.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(epochs.ToString(CultureInfo.InvariantCulture).Length);
        return string.Create(CultureInfo.InvariantCulture,
            $"epoch {number}/{epochs}  train loss {report.TrainLoss:0.0000}  test loss {report.TestLoss:0.0000}  " +
            $"accuracy {report.TestAccuracy:0.0000}  rate {report.LearningRate:0.00e+00}");
    }

    private sealed class Lines(TextWriter writer, int epochs) : ITrainingProgress
    {
        public void OnStep(double loss)
        {
        }

        public void OnEpoch(EpochReport report)
        {
            writer.WriteLine(Describe(report, epochs));
            writer.Flush();
        }
    }

    private sealed class Bar(IAnsiConsole console, ProgressTask task, int epochs) : ITrainingProgress
    {
        public void OnStep(double loss) => task.Increment(1);

        public void OnEpoch(EpochReport report) => console.WriteLine(Describe(report, epochs));
    }
}
