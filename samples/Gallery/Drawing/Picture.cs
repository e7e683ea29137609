using System.Text;
using System.Text.RegularExpressions;
using ScottPlot;
using SkiaSharp;

namespace Gallery.Drawing;

/// <summary>Panels side by side, with one legend below them, where it covers no data.</summary>
/// <param name="Width">In CSS pixels, as <paramref name="Height"/>.</param>
/// <param name="Height">The legend included.</param>
/// <param name="Draw">Makes the panels, from left to right, in the colours of a theme. The legend is that of all of them together.</param>
internal sealed record Picture(int Width, int Height, Func<Theme, IReadOnlyList<Plot>> Draw)
{
    private const int Margin = 6;

    /// <summary>The picture as a bitmap.</summary>
    /// <param name="theme">Its colours.</param>
    /// <param name="density">Device pixels for a CSS pixel; more than 1, so that it stays sharp on a dense screen.</param>
    public byte[] ToPng(Theme theme, float density = 2)
    {
        using var surface = SKSurface.Create(
            new SKImageInfo((int)(Width * density), (int)(Height * density), SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Scale(density);
        Render(surface.Canvas, theme);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        return data.ToArray();
    }

    /// <summary>The picture as a drawing.</summary>
    public byte[] ToSvg(Theme theme)
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, Height), stream))
            Render(canvas, theme);
        return Encoding.UTF8.GetBytes(Numbered(Encoding.UTF8.GetString(stream.ToArray())));
    }

    /// <summary>Skia counts its ids through the whole process; counted through the drawing, the same drawing is the same file.</summary>
    private static string Numbered(string svg)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match id in Regex.Matches(svg, "\\bid=\"([^\"]+)\"")) ids.TryAdd(id.Groups[1].Value, $"i{ids.Count}");
        return Regex.Replace(svg, "(?<=\\bid=\"|#)\\w+", match => ids.GetValueOrDefault(match.Value, match.Value));
    }

    private void Render(SKCanvas canvas, Theme theme)
    {
        IReadOnlyList<Plot> panels = Draw(theme);
        canvas.Clear(new SKColor(theme.Ground.Red, theme.Ground.Green, theme.Ground.Blue));

        using Plot legend = Styled.Legend(theme, panels);
        using Paint paint = Paint.NewDisposablePaint();
        float legendHeight = legend.Legend.GetItems().Length == 0 ? 0 : legend.Legend.GetLayout(new PixelSize(Width, Height), paint).LegendRect.Height;
        float bottom = Height - legendHeight;
        for (int i = 0; i < panels.Count; i++)
        {
            panels[i].Render(canvas, new PixelRect(i * Width / panels.Count + Margin, (i + 1) * Width / panels.Count - Margin, bottom, Margin));
            panels[i].Dispose();
        }

        if (legendHeight > 0) legend.Legend.Render(canvas, paint, new PixelRect(0, Width, Height, bottom), Alignment.MiddleCenter);
    }
}
