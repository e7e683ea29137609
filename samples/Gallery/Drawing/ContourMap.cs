using Gallery.Running;
using ScottPlot;
using ScottPlot.Colormaps;
using ScottPlot.Plottables;

namespace Gallery.Drawing;

/// <summary>A function of two weights seen from above, and the ways that runs take on it.</summary>
internal static class ContourMap
{
    private const int Cells = 120;
    private const int Lines = 14;

    /// <summary>Draws lines of equal height over shades, darker where the function is higher.</summary>
    /// <param name="scale">A rising function of the height, at equal distances of which lines lie.</param>
    public static void Contours(this Plot plot, Theme theme, Objective objective, CoordinateRect range, Func<double, double> scale)
    {
        // The rows of a map run from the top down.
        var heights = new Coordinates3d[Cells + 1, Cells + 1];
        for (int row = 0; row <= Cells; row++)
        {
            for (int column = 0; column <= Cells; column++)
            {
                double x = range.Left + range.Width * column / Cells;
                double y = range.Top - (range.Top - range.Bottom) * row / Cells;
                heights[row, column] = new Coordinates3d(x, y, scale(objective.At(x, y)));
            }
        }

        Heatmap shades = plot.Add.Heatmap(heights);
        shades.Colormap = new CustomInterpolated([.. Enumerable.Range(0, 16).Select(i => theme.Shade(i / 15d))]);
        shades.Smooth = true;
        shades.Extent = range;
        ContourLines lines = plot.Add.ContourLines(heights, Lines);
        lines.LineColor = theme.Ink.WithAlpha(0.25);
        lines.LineWidth = 1;
        lines.LabelStyle.IsVisible = false;
        plot.HideGrid();
        plot.Axes.SetLimits(range);
    }

    /// <summary>The way of a run, as far as it stays on the map: a line with a dot for each step.</summary>
    public static void Way(this Plot plot, Theme theme, int index, Trace trace)
    {
        AxisLimits map = plot.Axes.GetLimits();
        Coordinates[] points = [.. trace.Path.Select(p => new Coordinates(p.X, p.Y))];
        int inside = points.TakeWhile(map.Contains).Count();
        Scatter way = plot.Add.Scatter(points[..Math.Min(inside + 1, points.Length)], theme.Series[index]);
        way.LegendText = trace.Label;
        way.LineWidth = 1.8f;
        way.MarkerSize = 5;
    }

    /// <summary>A mark, such as one for a minimum.</summary>
    public static void Mark(this Plot plot, Theme theme, double x, double y, MarkerShape shape)
    {
        Marker mark = plot.Add.Marker(x, y, shape, 12, theme.Ink);
        mark.MarkerLineWidth = 2;
    }
}
