using System.Globalization;

namespace OptimizerDsl.Generators.Ir;

/// <summary>
/// Numbers as text that means the same on every runtime and culture: short decimals where they are exact by construction,
/// hexadecimal bits otherwise.
/// </summary>
internal static class NumberText
{
    /// <summary>A double of the IR: "1.0", "-0.5", or "0x3fb999999999999a".</summary>
    public static string Double(double value)
    {
        // Multiples of 1/8 below a thousand have a finite short decimal form that integer arithmetic writes.
        double eighths = value * 8;
        bool isShort = eighths == Math.Truncate(eighths) && Math.Abs(value) < 1000 && !(value == 0 && 1 / value < 0);
        if (!isShort) return "0x" + BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
        long thousandths = (long)Math.Abs(value * 1000);
        string fraction = (thousandths % 1000).ToString("000", CultureInfo.InvariantCulture).TrimEnd('0');
        return (value < 0 ? "-" : "") + (thousandths / 1000).ToString(CultureInfo.InvariantCulture) + "." + (fraction.Length == 0 ? "0" : fraction);
    }

    public static double? ParseDouble(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return long.TryParse(text.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long bits) && text.Length == 18
                ? BitConverter.Int64BitsToDouble(bits)
                : null;
        }
        bool isDecimal = text.IndexOf('.') > 0;
        return isDecimal && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            ? value
            : null;
    }

    /// <summary>The shortest C# literal that the compiler reads back as the same double.</summary>
    public static string CSharp(double value)
    {
        if (double.IsNaN(value)) return "double.NaN";
        if (double.IsInfinity(value)) return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        if (value == 0) return 1 / value < 0 ? "-0.0" : "0.0";
        string text = "";
        for (int digits = 1; digits <= 17; digits++)
        {
            text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
            if (TryParse(text, out double parsed) && parsed == value) break;
        }
        text = ShortExponent(text);
        return text.IndexOfAny(['.', 'e']) < 0 ? text + ".0" : text;
    }

    /// <summary>The shortest C# literal that the compiler reads back as the same float.</summary>
    public static string CSharp(float value)
    {
        if (float.IsNaN(value)) return "float.NaN";
        if (float.IsInfinity(value)) return value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        if (value == 0) return 1 / value < 0 ? "-0f" : "0f";
        string text = "";
        for (int digits = 1; digits <= 9; digits++)
        {
            text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
            // Both ways of reading must agree, else a literal could be rounded twice.
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float direct) && direct == value
                && TryParse(text, out double wide) && (float)wide == value) break;
        }
        return ShortExponent(text) + "f";
    }

    // "5E+01" is written 50, and "1E-06" 1e-6.
    private static string ShortExponent(string text)
    {
        int e = text.IndexOf('E');
        if (e < 0) return text;
        bool isReadable = int.Parse(text.Substring(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) is >= -3 and <= 9;
        if (isReadable) return decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        string sign = text[e + 1] == '-' ? "-" : "";
        return text.Substring(0, e) + "e" + sign + text.Substring(e + 2).TrimStart('0');
    }

    private static bool TryParse(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
