using Gallery.Running;
using ScottPlot;
using ScottPlot.Colormaps;
using ScottPlot.Plottables;

namespace Gallery.Drawing;

/// <summary>A function of two weights seen from above, and the ways that runs take on it.</summary>
internal static class ContourMap
{
    private const int Bands = 15;
    private const int BandCells = 500;
    private const int LineCells = 120;

    /// <summary>Draws bands of equal height, darker where the function is higher, and lines between them.</summary>
    /// <param name="scale">A rising function of the height, at equal distances of which the lines lie.</param>
    public static void Contours(this Plot plot, Theme theme, Objective objective, CoordinateRect range, Func<double, double> scale)
    {
        Coordinates3d[,] heights = Heights(objective, range, scale, LineCells, offset: 0);
        (double low, double high) = (heights.Cast<Coordinates3d>().Min(point => point.Z), heights.Cast<Coordinates3d>().Max(point => point.Z));
        double bandHeight = (high - low) / Bands;

        // A cell's colour is that of its middle.
        Coordinates3d[,] cells = Heights(objective, range, scale, BandCells - 1, offset: 0.5);
        var bands = new double[BandCells, BandCells];
        for (int row = 0; row < BandCells; row++)
            for (int column = 0; column < BandCells; column++)
                bands[row, column] = Math.Floor((cells[row, column].Z - low) / bandHeight);

        Heatmap shades = plot.Add.Heatmap(bands);
        shades.Colormap = new CustomInterpolated([.. Enumerable.Range(0, Bands).Select(band => theme.Shade(band / (Bands - 1d)))]);
        shades.Extent = range;
        ContourLines lines = plot.Add.ContourLines(heights, Bands - 1);
        lines.ContourLineLevels = [.. Enumerable.Range(1, Bands - 1).Select(band => low + band * bandHeight)];
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

    /// <summary>Scaled heights on a grid, by rows from the top down, as maps have them.</summary>
    /// <param name="offset">By how much of a cell the points lie inside of the range's edge.</param>
    private static Coordinates3d[,] Heights(Objective objective, CoordinateRect range, Func<double, double> scale, int cells, double offset)
    {
        var heights = new Coordinates3d[cells + 1, cells + 1];
        for (int row = 0; row <= cells; row++)
        {
            for (int column = 0; column <= cells; column++)
            {
                double x = range.Left + range.Width * (column + offset) / (cells + 2 * offset);
                double y = range.Top - (range.Top - range.Bottom) * (row + offset) / (cells + 2 * offset);
                heights[row, column] = new Coordinates3d(x, y, scale(objective.At(x, y)));
            }
        }

        return heights;
    }
}
