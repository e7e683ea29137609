using ScottPlot;

namespace Gallery.Drawing;

/// <summary>The colours of a picture, for a light page or a dark one.</summary>
/// <remarks>
/// Series take the palette of Okabe and Ito, "Color Universal Design", 2008, which people with any of the usual kinds of
/// colour blindness can tell apart; against dark ground its black becomes white, and its blue a lighter one.
/// </remarks>
internal sealed record Theme
{
    public static Theme Light { get; } = new()
    {
        Suffix = "",
        Ground = Color.FromHex("#FFFFFF"),
        Ink = Color.FromHex("#24292F"),
        Faint = Color.FromHex("#E3E6EA"),
        Low = Color.FromHex("#F7FAFD"),
        High = Color.FromHex("#B9C9DB"),
        Series = Palette("#0072B2", "#009E73", "#D55E00", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#8C6BB1"),
    };

    public static Theme Dark { get; } = new()
    {
        Suffix = "-dark",
        Ground = Color.FromHex("#14181D"),
        Ink = Color.FromHex("#D8DEE6"),
        Faint = Color.FromHex("#2C333B"),
        Low = Color.FromHex("#1A2027"),
        High = Color.FromHex("#4A5D73"),
        Series = Palette("#4FA8E8", "#2DC598", "#F0803C", "#E59AC4", "#F2B632", "#9AD4F5", "#FFFFFF", "#B79BE0"),
    };

    /// <summary>What the names of files end with.</summary>
    public required string Suffix { get; init; }

    public required Color Ground { get; init; }

    /// <summary>Text, axes and what belongs to no series.</summary>
    public required Color Ink { get; init; }

    /// <summary>The grid.</summary>
    public required Color Faint { get; init; }

    /// <summary>The lowest value on maps and surfaces.</summary>
    public required Color Low { get; init; }

    /// <summary>The highest value on maps and surfaces.</summary>
    public required Color High { get; init; }

    public required IReadOnlyList<Color> Series { get; init; }

    /// <summary>A colour between <see cref="Low"/> and <see cref="High"/>.</summary>
    /// <param name="height">From 0 to 1.</param>
    public Color Shade(double height) => Low.MixedWith(High, Math.Clamp(height, 0, 1));

    private static Color[] Palette(params string[] colours) => [.. colours.Select(Color.FromHex)];
}
