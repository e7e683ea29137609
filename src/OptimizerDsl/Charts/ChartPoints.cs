namespace OptimizerDsl;

/// <summary>Points of a chart that can be shown, as shares of its width and height from 0 to 1, and the numbers at its ends.</summary>
internal sealed record ChartPoints(double[] Across, double[] Up, double Left, double Right, double Bottom, double Top)
{
    internal int Count => Across.Length;

    /// <exception cref="ArgumentException">The numbers of places differ.</exception>
    internal static ChartPoints Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool logarithmicX, bool logarithmicY)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"There are {x.Length} horizontal places and {y.Length} vertical ones; each point has both.", nameof(y));
        }

        var shownX = new List<double>();
        var shownY = new List<double>();
        for (int i = 0; i < x.Length; i++)
        {
            if (IsShown(x[i], logarithmicX) && IsShown(y[i], logarithmicY))
            {
                shownX.Add(x[i]);
                shownY.Add(y[i]);
            }
        }

        return shownX.Count == 0
            ? new([], [], 0, 0, 0, 0)
            : new(Shares(shownX, logarithmicX), Shares(shownY, logarithmicY), shownX.Min(), shownX.Max(), shownY.Min(), shownY.Max());
    }

    private static bool IsShown(double value, bool isLogarithmic) => double.IsFinite(value) && (!isLogarithmic || value > 0);

    private static double[] Shares(List<double> values, bool isLogarithmic)
    {
        double[] scaled = [.. values.Select(value => isLogarithmic ? Math.Log(value) : value)];
        double first = scaled.Min(), range = scaled.Max() - first;

        // Of a range beyond all numbers, and of a single value, there is no share.
        return [.. scaled.Select(value => range > 0 && double.IsFinite(range) ? (value - first) / range : 0.5)];
    }
}
