using System.Globalization;

namespace OptimizerDsl.Kernels.Tests.Docs;

/// <summary>A curve as a small image, in a grey that shows on light and on dark.</summary>
internal static class CurveImage
{
    private const int Width = 320, Height = 100, Margin = 4;

    /// <summary>Draws numbers from 0 up to their maximum, in order, evenly spaced.</summary>
    /// <param name="title">What is shown, for those who cannot see it.</param>
    /// <param name="values">At least two.</param>
    public static string Of(string title, IReadOnlyList<double> values)
    {
        double top = values.Max();
        IEnumerable<string> points = values.Select((value, i) =>
            Number(Margin + (Width - 2.0 * Margin) * i / (values.Count - 1)) + "," + Number(Height - Margin - (Height - 2 * Margin) * value / top));
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}" role="img">
            <title>{title}</title>
            <path d="M{Margin} {Margin}V{Height - Margin}H{Width - Margin}" fill="none" stroke="#888" stroke-opacity="0.5"/>
            <polyline points="{string.Join(' ', points)}" fill="none" stroke="#888" stroke-width="2" stroke-linejoin="round"/>
            </svg>

            """.ReplaceLineEndings("\n");
    }

    private static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);
}
