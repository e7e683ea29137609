using Gallery.Running;
using ScottPlot;
using ScottPlot.Plottables;

namespace Gallery.Drawing;

/// <summary>What is drawn into plots: curves over steps, bounds, and words beside them.</summary>
internal static class Charts
{
    /// <summary>A curve of values at 0, 1, 2 and so on.</summary>
    /// <param name="index">Which colour of the theme.</param>
    public static Scatter Curve(this Plot plot, Theme theme, int index, string label, IReadOnlyList<double> values, bool log = false) =>
        plot.Curve(theme, index, label, [.. Enumerable.Range(0, values.Count).Select(k => new Coordinates(k, log ? Math.Log10(values[k]) : values[k]))]);

    /// <summary>A curve through points, where it is finite.</summary>
    public static Scatter Curve(this Plot plot, Theme theme, int index, string label, params Coordinates[] points)
    {
        Scatter curve = plot.Add.ScatterLine(points.Where(p => double.IsFinite(p.Y)).ToArray(), theme.Series[index]);
        curve.LegendText = label;
        curve.LineWidth = 2.2f;
        return curve;
    }

    /// <summary>The rates of a run, each until the next step, as it was in force.</summary>
    public static void Rates(this Plot plot, Theme theme, int index, Trace trace, bool log = false) =>
        plot.Curve(theme, index, trace.Label, trace.Rates, log).ConnectStyle = ConnectStyle.StepHorizontal;

    /// <summary>A thin line across, for a bound, with its name beside it.</summary>
    public static void Bound(this Plot plot, Theme theme, double y, double labelX, string label, Alignment alignment = Alignment.LowerLeft)
    {
        plot.Add.HorizontalLine(y, 1.4f, theme.Ink, LinePattern.Dotted);
        plot.Note(theme, labelX, y, label, alignment);
    }

    /// <summary>A few words beside a point.</summary>
    public static void Note(this Plot plot, Theme theme, double x, double y, string text, Alignment alignment = Alignment.LowerLeft)
    {
        Text note = plot.Add.Text(text, x, y);
        note.LabelFontColor = theme.Ink;
        note.LabelFontName = plot.Axes.Bottom.Label.FontName;
        note.LabelFontSize = 13;
        note.LabelAlignment = alignment;
        note.OffsetX = alignment is Alignment.LowerLeft or Alignment.UpperLeft ? 5 : -5;
        note.OffsetY = alignment is Alignment.LowerLeft or Alignment.LowerRight ? -4 : 5;
    }
}
