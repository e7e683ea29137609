using ScottPlot;
using SkiaSharp;

namespace Gallery.Drawing;

/// <summary>Plots that all look alike.</summary>
internal static class Styled
{
    private const float TitleSize = 17;
    private const float TextSize = 14;

    // One font wherever it is installed, for the same picture on every machine.
    private static readonly string s_font = new[] { "DejaVu Sans", "Liberation Sans" }.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) ?? Fonts.Default;

    /// <summary>An empty plot with a title and names of its axes, units included.</summary>
    public static Plot Plot(Theme theme, string title, string xLabel, string yLabel)
    {
        var plot = new Plot();
        plot.FigureBackground.Color = theme.Ground;
        plot.DataBackground.Color = theme.Ground;
        plot.Axes.Color(theme.Ink);
        plot.Axes.Right.FrameLineStyle.IsVisible = plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Grid.MajorLineColor = theme.Faint;
        plot.Title(title, TitleSize);
        plot.XLabel(xLabel, TextSize);
        plot.YLabel(yLabel, TextSize);
        plot.Axes.Title.Label.Bold = plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = TextSize - 1;
        plot.Font.Set(s_font);
        plot.HideLegend();
        // Panels share a canvas.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        return plot;
    }

    /// <summary>A plot that holds nothing but the legend of all these, each name once, with its marker if it has one.</summary>
    public static Plot Legend(Theme theme, IReadOnlyList<Plot> panels)
    {
        var plot = new Plot();
        plot.Font.Set(s_font);
        Legend legend = plot.Legend;
        legend.ManualItems.AddRange(panels.SelectMany(p => p.GetPlottables()).SelectMany(p => p.LegendItems)
            .Where(item => !string.IsNullOrEmpty(item.LabelText)).GroupBy(item => item.LabelText)
            .Select(same => same.FirstOrDefault(item => item.MarkerStyle is { IsVisible: true, Size: > 0 }, same.First())));
        legend.Orientation = Orientation.Horizontal;
        legend.FontSize = TextSize;
        legend.FontColor = theme.Ink;
        legend.BackgroundColor = theme.Ground;
        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
        legend.SymbolWidth = 28;
        legend.TightHorizontalWrapping = true;
        legend.InterItemPadding = new PixelPadding(14, 4);
        return plot;
    }
}
