using Gallery.Running;
using ScottPlot;
using ScottPlot.Plottables;

namespace Gallery.Drawing;

/// <summary>A function of two weights as a surface in space, seen in parallel projection.</summary>
/// <param name="objective">The function; it is drawn over the square from -1 to 1 times <paramref name="reach"/>.</param>
/// <param name="reach">How far the square goes from 0.</param>
/// <param name="top">The height that is drawn in the strongest shade.</param>
internal sealed class Surface(Objective objective, double reach, double top)
{
    private const int Cells = 26;

    // The camera: turned about the vertical axis, and above the horizon, in radians.
    private const double Turn = -0.95;
    private const double Elevation = 0.7;
    private const double VerticalScale = 0.75;

    /// <summary>Draws the surface from back to front, so that what is nearer covers what is farther.</summary>
    public void Draw(Plot plot, Theme theme)
    {
        IEnumerable<(int I, int J)> cells =
            from i in Enumerable.Range(0, Cells) from j in Enumerable.Range(0, Cells) select (i, j);
        foreach ((int i, int j) in cells.OrderByDescending(c => Depth(Grid(c.I + 0.5), Grid(c.J + 0.5))))
        {
            (double x, double y, double size) = (Grid(i), Grid(j), Grid(1) - Grid(0));
            Polygon cell = plot.Add.Polygon([Project(x, y), Project(x + size, y), Project(x + size, y + size), Project(x, y + size)]);
            cell.FillColor = theme.Shade(objective.At(x + size / 2, y + size / 2) / top);
            cell.LineColor = theme.Ink.WithAlpha(0.25);
            cell.LineWidth = 0.7f;
        }

        plot.HideGrid();
        foreach (IAxis axis in plot.Axes.GetAxes()) axis.IsVisible = false;
        plot.Axes.SquareUnits();
    }

    /// <summary>Draws a run's way over the surface, as far as it stays on the square.</summary>
    public void Way(Plot plot, Theme theme, int index, Trace trace)
    {
        Scatter way = plot.Add.Scatter(
            trace.Path.TakeWhile(p => Math.Abs(p.X) <= reach && Math.Abs(p.Y) <= reach).Select(p => Project(p.X, p.Y)).ToArray(),
            theme.Series[index]);
        way.LegendText = trace.Label;
        way.LineWidth = 2;
        way.MarkerSize = 5;
    }

    /// <summary>Where a point of the surface lies in the picture.</summary>
    public Coordinates Project(double x, double y)
    {
        (double across, double back) = (x * Math.Cos(Turn) - y * Math.Sin(Turn), Depth(x, y));
        return new Coordinates(across, back * Math.Sin(Elevation) + VerticalScale * objective.At(x, y) * Math.Cos(Elevation));
    }

    private static double Depth(double x, double y) => x * Math.Sin(Turn) + y * Math.Cos(Turn);

    private double Grid(double index) => reach * (2 * index / Cells - 1);
}
