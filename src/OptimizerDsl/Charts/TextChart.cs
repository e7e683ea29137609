using System.Globalization;
using System.Text;

namespace OptimizerDsl;

/// <summary>Draws numbers as a chart of characters, for a console. Each character shows two rows by four of dots (Braille).</summary>
public static class TextChart
{
    private const int LabelWidth = 10;

    // The bits of the dots of a Braille character, by row and column.
    private static readonly int[,] s_dots = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    /// <summary>Draws points, with the smallest and the largest number at the ends of each axis.</summary>
    /// <param name="x">The horizontal places; what is not finite, or not above 0 on a logarithmic axis, is left out with its point.</param>
    /// <param name="y">The vertical places, as many; likewise.</param>
    /// <param name="width">The number of characters in a line, 20 or more.</param>
    /// <param name="height">The number of lines, 4 or more, the one below the chart included.</param>
    /// <param name="logarithmicX">Whether the horizontal axis is logarithmic.</param>
    /// <param name="logarithmicY">Whether the vertical axis is.</param>
    /// <returns>The lines, each with a line feed behind it; the same in every culture.</returns>
    /// <exception cref="ArgumentException">The numbers of places differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The chart is too small.</exception>
    public static string Draw(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, int width = 72, int height = 16, bool logarithmicX = false, bool logarithmicY = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 20);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 4);
        var points = ChartPoints.Of(x, y, logarithmicX, logarithmicY);
        int columns = width - LabelWidth - 1, rows = height - 1;
        var cells = new int[rows, columns];
        for (int i = 0; i < points.Count; i++)
        {
            int column = Place(points.Across[i], 2 * columns), row = 4 * rows - 1 - Place(points.Up[i], 4 * rows);
            cells[row / 4, column / 2] |= s_dots[row % 4, column % 2];
        }

        var text = new StringBuilder();
        var line = new char[columns];
        for (int row = 0; row < rows; row++)
        {
            string label = points.Count == 0 ? "" : row == 0 ? Label(points.Top) : row == rows - 1 ? Label(points.Bottom) : "";
            for (int column = 0; column < columns; column++)
            {
                line[column] = cells[row, column] == 0 ? ' ' : (char)(0x2800 + cells[row, column]);
            }

            text.Append(label.PadLeft(LabelWidth)).Append('│').Append(line.AsSpan().TrimEnd(' ')).Append('\n');
        }

        string left = points.Count == 0 ? "" : Label(points.Left), right = points.Count == 0 ? "no finite points" : Label(points.Right);
        return text.Append(' ', LabelWidth + 1).Append(left).Append(' ', Math.Max(1, columns - left.Length - right.Length)).Append(right).Append('\n').ToString();
    }

    private static int Place(double share, int count) => Math.Clamp((int)(share * count), 0, count - 1);

    private static string Label(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
