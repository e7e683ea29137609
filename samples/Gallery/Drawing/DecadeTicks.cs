using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Gallery.Drawing;

/// <summary>Ticks of axes on which values stand by their logarithms.</summary>
internal static class DecadeTicks
{
    private const int MostLabels = 9;

    /// <summary>Labels powers of ten on the axis of values, and also 2 and 5 times those where there are few.</summary>
    /// <param name="plot">The plot, with all that is drawn into it.</param>
    /// <param name="low">The exponent at which the axis begins; by default it takes in all values.</param>
    /// <param name="high">The exponent at which it ends.</param>
    public static void ByDecadesY(this Plot plot, double? low = null, double? high = null)
    {
        plot.Axes.AutoScaleY();
        AxisLimits limits = plot.Axes.GetLimits();
        (double bottom, double top) = (low ?? limits.Bottom, high ?? limits.Top);
        plot.Axes.SetLimitsY(bottom, top);
        plot.Axes.Left.TickGenerator = Between(bottom, top);
    }

    /// <summary>The same for the axis across.</summary>
    public static void ByDecadesX(this Plot plot)
    {
        plot.Axes.AutoScaleX();
        AxisLimits limits = plot.Axes.GetLimits();
        plot.Axes.Bottom.TickGenerator = Between(limits.Left, limits.Right);
    }

    private static NumericManual Between(double low, double high)
    {
        var ticks = new NumericManual();
        (int first, int last) = ((int)Math.Floor(low), (int)Math.Ceiling(high));
        int every = 1 + (last - first) / MostLabels;
        bool isShort = high - low < 3;
        for (int exponent = first; exponent <= last; exponent++)
        {
            for (int digit = 1; digit <= 9; digit++)
            {
                double position = exponent + Math.Log10(digit);
                if (position < low || position > high) continue;
                bool isLabelled = isShort ? digit is 1 or 2 or 5 : digit == 1 && exponent % every == 0;
                if (isLabelled) ticks.AddMajor(position, isShort ? Plain(digit, exponent) : Power(exponent));
                else if (every == 1) ticks.AddMinor(position);
            }
        }

        return ticks;
    }

    private static string Plain(int digit, int exponent) => (digit * Math.Pow(10, exponent)).ToString("0.######", CultureInfo.InvariantCulture);

    private static string Power(int exponent) => exponent switch
    {
        0 => "1",
        1 => "10",
        _ => "10" + string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0'])),
    };
}
