using System.Globalization;
using System.Text;

namespace OptimizerDsl;

/// <summary>A rate that was tried.</summary>
/// <param name="Rate">The learning rate of the step, after schedules.</param>
/// <param name="Loss">The loss before the step.</param>
/// <param name="Smoothed">The moving average of the losses up to this one.</param>
public readonly record struct LearningRatePoint(double Rate, double Loss, double Smoothed);

/// <summary>The losses that <see cref="LearningRateFinder"/> met, by rate.</summary>
public sealed class LearningRateFinderResult
{
    internal LearningRateFinderResult(IReadOnlyList<LearningRatePoint> points, bool hasDiverged)
    {
        Points = [.. points];
        int usable = hasDiverged ? points.Count - 1 : points.Count;
        DivergenceRate = hasDiverged ? points[^1].Rate : null;
        int lowest = Enumerable.Range(0, usable).Where(i => double.IsFinite(points[i].Smoothed)).DefaultIfEmpty(-1).MinBy(i => i < 0 ? 0 : points[i].Smoothed);
        MinimumRate = lowest < 0 ? null : points[lowest].Rate;
        SteepestRate = Steepest(lowest + 1);
    }

    /// <summary>The rates in the order in which they were tried, from small to large; the last is where the loss diverged, if it did.</summary>
    public IReadOnlyList<LearningRatePoint> Points { get; }

    /// <summary>
    /// The rate at which the smoothed loss falls fastest by the logarithm of the rate: one to begin with. Null where it never
    /// falls.
    /// </summary>
    /// <remarks>The slope is that over a tenth of all points around each, up to the smallest loss.</remarks>
    public double? SteepestRate { get; }

    /// <summary>The rate at which the smoothed loss is smallest; training with it is close to diverging. Null where no loss is a finite number.</summary>
    public double? MinimumRate { get; }

    /// <summary>The rate at which the run ended, as the loss was far above the smallest or no number; null where it came to its last rate.</summary>
    public double? DivergenceRate { get; }

    /// <summary>The points as comma-separated values with a header: rate, loss, smoothed.</summary>
    /// <returns>One line a point, in the invariant culture; every number reads back as the same double.</returns>
    public string ToCsv()
    {
        var text = new StringBuilder("rate,loss,smoothed\n");
        foreach (LearningRatePoint point in Points)
        {
            text.Append(CultureInfo.InvariantCulture, $"{point.Rate:R},{point.Loss:R},{point.Smoothed:R}\n");
        }

        return text.ToString();
    }

    /// <summary>Draws the smoothed loss over the logarithm of the rate, for a console.</summary>
    /// <param name="width">The number of characters in a line, 20 or more.</param>
    /// <param name="height">The number of lines, 4 or more.</param>
    /// <returns>The lines.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The chart is too small.</exception>
    public string ToChart(int width = 72, int height = 16) =>
        TextChart.Draw([.. Points.Select(point => point.Rate)], [.. Points.Select(point => point.Smoothed)], width, height, logarithmicX: true);

    /// <summary>Draws the smoothed loss over the logarithm of the rate as an SVG image, the steepest rate marked.</summary>
    /// <returns>The image's text.</returns>
    public string ToSvg()
    {
        var points = ChartPoints.Of([.. Points.Select(point => point.Rate)], [.. Points.Select(point => point.Smoothed)], logarithmicX: true, logarithmicY: false);
        double range = points.Count == 0 ? 0 : Math.Log(points.Right / points.Left);
        (double, string)[] marks = SteepestRate is double rate && range > 0 ? [(Math.Log(rate / points.Left) / range, Number(rate))] : [];
        return SvgChart.Draw("Loss by learning rate", "learning rate", "loss", points, joined: true, marks);
    }

    /// <summary>A table of up to 20 of the points, evenly spaced, and what was found.</summary>
    /// <returns>The text, the same in every culture.</returns>
    public override string ToString()
    {
        var text = new StringBuilder($"{"rate",12} {"loss",12} {"smoothed",12}\n");
        int rows = Math.Min(20, Points.Count);
        for (int row = 0; row < rows; row++)
        {
            LearningRatePoint point = Points[rows == 1 ? 0 : (int)((long)row * (Points.Count - 1) / (rows - 1))];
            text.Append(CultureInfo.InvariantCulture, $"{Number(point.Rate),12} {Number(point.Loss),12} {Number(point.Smoothed),12}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"steepest at {Text(SteepestRate)}, smallest at {Text(MinimumRate)}, diverged at {Text(DivergenceRate)}\n");
        return text.ToString();
    }

    private double? Steepest(int end)
    {
        int reach = Math.Max(1, Points.Count / 20);
        double steepest = 0;
        double? rate = null;
        for (int i = 0; i < end; i++)
        {
            LearningRatePoint before = Points[Math.Max(0, i - reach)], after = Points[Math.Min(end - 1, i + reach)];
            double slope = (after.Smoothed - before.Smoothed) / Math.Log(after.Rate / before.Rate);
            if (slope < steepest)
            {
                steepest = slope;
                rate = Points[i].Rate;
            }
        }

        return rate;
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Text(double? value) => value is double number ? Number(number) : "no rate";
}
