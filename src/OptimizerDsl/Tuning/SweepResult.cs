using System.Globalization;
using System.Text;

namespace OptimizerDsl;

/// <summary>What a trial came to.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Steps">How many steps it was trained in all; 0 in a sweep whose trials count none.</param>
/// <param name="Loss">Its last loss; NaN where it threw.</param>
/// <param name="Error">What it threw; null where it did not.</param>
public sealed record SweepOutcome(SweepTrial Trial, long Steps, double Loss, Exception? Error);

/// <summary>What the trials of a <see cref="Sweep"/> came to.</summary>
public sealed class SweepResult
{
    private readonly IReadOnlyList<SweepAxis> _axes;

    internal SweepResult(IReadOnlyList<SweepAxis> axes, IReadOnlyList<SweepOutcome> outcomes)
    {
        _axes = axes;
        Outcomes = outcomes;
    }

    /// <summary>
    /// All trials, the best first: those that trained longer before those that were stopped, then by their losses. Losses that are no
    /// numbers come behind all others, and trials that threw come last; among equals the trial's number decides.
    /// </summary>
    public IReadOnlyList<SweepOutcome> Outcomes { get; }

    /// <summary>The best trial.</summary>
    public SweepOutcome Best => Outcomes[0];

    /// <summary>The trials as comma-separated values with a header: trial, the axes, steps, loss, error.</summary>
    /// <returns>One line a trial, the best first, in the invariant culture; every number reads back as the same double.</returns>
    public string ToCsv()
    {
        var text = new StringBuilder("trial,");
        text.AppendJoin(',', _axes.Select(axis => Quoted(axis.Name))).Append(",steps,loss,error\n");
        foreach (SweepOutcome outcome in Outcomes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{outcome.Trial.Index},");
            foreach (double value in outcome.Trial.Values)
            {
                text.Append(CultureInfo.InvariantCulture, $"{value:R},");
            }

            text.Append(CultureInfo.InvariantCulture, $"{outcome.Steps},{outcome.Loss:R},{Quoted(outcome.Error?.Message ?? "")}\n");
        }

        return text.ToString();
    }

    /// <summary>Draws the losses over one hyperparameter, for a console.</summary>
    /// <param name="axis">The name of its axis.</param>
    /// <param name="width">The number of characters in a line, 20 or more.</param>
    /// <param name="height">The number of lines, 4 or more.</param>
    /// <returns>The lines.</returns>
    /// <exception cref="KeyNotFoundException">There is no such axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The chart is too small.</exception>
    public string ToChart(string axis, int width = 72, int height = 16) =>
        TextChart.Draw([.. Outcomes.Select(outcome => outcome.Trial[axis])], [.. Losses], width, height, IsLogarithmic(axis));

    /// <summary>Draws the losses over one hyperparameter as an SVG image.</summary>
    /// <param name="axis">The name of its axis.</param>
    /// <returns>The image's text.</returns>
    /// <exception cref="KeyNotFoundException">There is no such axis.</exception>
    public string ToSvg(string axis) => SvgChart.Draw(
        $"Loss by {axis}", axis, "loss", ChartPoints.Of([.. Outcomes.Select(outcome => outcome.Trial[axis])], [.. Losses], IsLogarithmic(axis), logarithmicY: false), joined: false);

    /// <summary>A table of the trials, the best first.</summary>
    /// <returns>The text, the same in every culture.</returns>
    public override string ToString()
    {
        int[] widths = [.. _axes.Select(axis => Math.Max(12, axis.Name.Length))];
        var text = new StringBuilder("trial");
        for (int i = 0; i < widths.Length; i++)
        {
            text.Append(' ').Append(_axes[i].Name.PadLeft(widths[i]));
        }

        text.Append($" {"steps",10} {"loss",12}\n");
        foreach (SweepOutcome outcome in Outcomes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{outcome.Trial.Index,5}");
            for (int i = 0; i < widths.Length; i++)
            {
                text.Append(' ').Append(Number(outcome.Trial.Values[i]).PadLeft(widths[i]));
            }

            string loss = outcome.Error is null ? Number(outcome.Loss) : outcome.Error.GetType().Name;
            text.Append(CultureInfo.InvariantCulture, $" {outcome.Steps,10} {loss,12}\n");
        }

        return text.ToString();
    }

    private IEnumerable<double> Losses => Outcomes.Select(outcome => outcome.Loss);

    private bool IsLogarithmic(string axis) => _axes.First(known => known.Name == axis).IsLogarithmic;

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
