using OptimizerDsl;
using Spectre.Console;

namespace Digits;

/// <summary>Draws the loss of a run while it goes on, below a line for each epoch.</summary>
/// <remarks>The chart itself is the library's; what redraws a terminal is Spectre.Console, which the library does not depend on.</remarks>
internal sealed class LossChart : ITrainingProgress
{
    private const int Height = 14;
    private const double Keep = 0.98;

    private readonly IAnsiConsole _console;
    private readonly LiveDisplayContext _live;
    private readonly int _epochs;
    private readonly List<double> _losses = [];
    private readonly List<string> _lines = [];
    private long _drawn;
    private double _average;

    private LossChart(IAnsiConsole console, LiveDisplayContext live, int epochs) => (_console, _live, _epochs) = (console, live, epochs);

    public static EpochReport Show(IAnsiConsole console, int epochs, Func<ITrainingProgress, EpochReport> train)
    {
        EpochReport? result = null;
        console.Live(new Text("")).Start(live =>
        {
            var chart = new LossChart(console, live, epochs);
            result = train(chart);
            chart.Draw();
        });
        return result!;
    }

    public void OnStep(double loss)
    {
        _average = Keep * _average + (1 - Keep) * loss;
        // As a finder of rates does: the bias of the beginning is taken out.
        _losses.Add(_average / (1 - Math.Pow(Keep, _losses.Count + 1)));
        if (Environment.TickCount64 - _drawn > 100)
            Draw();
    }

    public void OnEpoch(EpochReport report)
    {
        _lines.Add(TrainingProgress.Describe(report, _epochs));
        Draw();
    }

    private void Draw()
    {
        double[] steps = [.. Enumerable.Range(1, _losses.Count).Select(step => (double)step)];
        string chart = TextChart.Draw(steps, [.. _losses], Math.Clamp(_console.Profile.Width - 1, 20, 100), Height, logarithmicY: true);
        _live.UpdateTarget(new Text(string.Join('\n', _lines.TakeLast(8).Append(chart))));
        _live.Refresh();
        _drawn = Environment.TickCount64;
    }
}
