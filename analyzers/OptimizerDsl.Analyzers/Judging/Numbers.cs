using System.Globalization;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>Numbers as messages and fixes write them: the same in every culture, and no longer than they need to be.</summary>
internal static class Numbers
{
    /// <summary>A number as a person would write it: "0.0003", "1E-08", "30".</summary>
    public static string Text(double value)
    {
        string text = NumberText.CSharp(value);
        return text.EndsWith(".0", StringComparison.Ordinal) ? text.Substring(0, text.Length - 2) : text;
    }

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number to two significant digits, for limits and advice.</summary>
    public static string Rough(double value) => Text(Round(value));

    public static string Percent(double share) => Math.Round(100 * share).ToString(CultureInfo.InvariantCulture) + "%";

    /// <summary>To two significant digits.</summary>
    public static double Round(double value)
    {
        if (value == 0 || double.IsNaN(value) || double.IsInfinity(value)) return value;
        return double.Parse(value.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
