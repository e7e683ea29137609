using System.Globalization;
using System.Text;

namespace OptimizerDsl;

/// <summary>Draws points as an SVG image, in greys that show on light and on dark.</summary>
internal static class SvgChart
{
    private const int Width = 640, Height = 320, Left = 70, Right = 16, Top = 16, Bottom = 40;

    /// <summary>Draws points.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="across">What the horizontal axis is.</param>
    /// <param name="up">What the vertical axis is.</param>
    /// <param name="points">The points.</param>
    /// <param name="joined">Whether a line goes through them; else each is a circle.</param>
    /// <param name="marks">Points that are marked, with what they are.</param>
    internal static string Draw(string title, string across, string up, ChartPoints points, bool joined, params (double Across, string Name)[] marks)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n");
        text.Append(CultureInfo.InvariantCulture, $"<title>{Escape(title)}</title>\n");
        text.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Top}V{Height - Bottom}H{Width - Right}\" fill=\"none\" stroke=\"#888\"/>\n");
        if (points.Count > 0)
        {
            Label(text, Left, Height - Bottom + 16, "start", Number(points.Left));
            Label(text, Width - Right, Height - Bottom + 16, "end", Number(points.Right));
            Label(text, Left - 6, Height - Bottom, "end", Number(points.Bottom));
            Label(text, Left - 6, Top + 10, "end", Number(points.Top));
        }

        Label(text, (Left + Width - Right) / 2, Height - 8, "middle", across);
        Label(text, Left - 6, (Top + Height - Bottom) / 2, "end", up);
        foreach ((double share, string name) in marks)
        {
            text.Append(CultureInfo.InvariantCulture, $"<path d=\"M{X(share)} {Top}V{Height - Bottom}\" stroke=\"#c60\" stroke-dasharray=\"4 3\"/>\n");
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(share)}\" y=\"{Top + 10}\" dx=\"4\" fill=\"#c60\">{Escape(name)}</text>\n");
        }

        if (joined)
        {
            string line = string.Join(' ', Enumerable.Range(0, points.Count).Select(i => $"{X(points.Across[i])},{Y(points.Up[i])}"));
            text.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"#48c\" stroke-width=\"2\" stroke-linejoin=\"round\"/>\n");
        }
        else
        {
            for (int i = 0; i < points.Count; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(points.Across[i])}\" cy=\"{Y(points.Up[i])}\" r=\"3\" fill=\"#48c\"/>\n");
            }
        }

        return text.Append("</svg>\n").ToString();
    }

    private static void Label(StringBuilder text, int x, int y, string anchor, string label) =>
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"#888\">{Escape(label)}</text>\n");

    private static string X(double share) => Place(Left + share * (Width - Left - Right));

    private static string Y(double share) => Place(Height - Bottom - share * (Height - Top - Bottom));

    private static string Place(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
