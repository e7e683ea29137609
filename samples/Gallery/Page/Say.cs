using System.Globalization;

namespace Gallery.Page;

/// <summary>Numbers in sentences, the same in every culture.</summary>
internal static class Say
{
    /// <summary>Two significant digits: 0.12, 34, 5.6e-7.</summary>
    public static string Number(double value)
    {
        if (value == 0) return "0";
        double size = Math.Abs(value);
        if (size is < 1e-3 or >= 1e5)
        {
            string[] parts = value.ToString("0.0e+0", CultureInfo.InvariantCulture).Split('e');
            return $"{parts[0].Replace(".0", "", StringComparison.Ordinal)}e{int.Parse(parts[1], CultureInfo.InvariantCulture)}";
        }

        int decimals = Math.Max(0, 1 - (int)Math.Floor(Math.Log10(size)));
        return Math.Round(value, decimals).ToString("#,0.######", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number: 12,345.</summary>
    public static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count, or that it was not reached within a run of so many steps.</summary>
    public static string Steps(int? steps, int ofAtMost) =>
        steps is { } count ? $"{Count(count)} steps" : $"more than {Count(ofAtMost)} steps";

    public static string Percent(double part) => part.ToString("0 %", CultureInfo.InvariantCulture);
}
