using System.Collections;
using System.Globalization;
using System.Text;

namespace OptimizerDsl;

/// <summary>The learning rates of a recipe's first steps, in order: what its schedules make of its rate.</summary>
public sealed class LearningRateCurve : IReadOnlyList<double>
{
    private readonly double[] _rates;

    /// <summary>Computes a curve.</summary>
    /// <param name="steps">How many steps, 0 or more.</param>
    /// <param name="rateAt">The rate of a step, which counts from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    public LearningRateCurve(int steps, Func<long, double> rateAt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentNullException.ThrowIfNull(rateAt);
        _rates = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            _rates[step] = rateAt(step);
        }
    }

    /// <summary>The number of steps.</summary>
    public int Count => _rates.Length;

    /// <summary>The rate of a step.</summary>
    /// <param name="step">The step, counted from 0.</param>
    public double this[int step] => _rates[step];

    /// <summary>The rates as comma-separated values with a header: the number of the step, from 1, and its rate.</summary>
    /// <returns>One line a step, in the invariant culture; every rate reads back as the same double.</returns>
    public string ToCsv()
    {
        var text = new StringBuilder("step,rate\n");
        for (int step = 0; step < _rates.Length; step++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{step + 1},{_rates[step]:R}\n");
        }

        return text.ToString();
    }

    /// <summary>Draws the rate over the steps, for a console.</summary>
    /// <param name="width">The number of characters in a line, 20 or more.</param>
    /// <param name="height">The number of lines, 4 or more.</param>
    /// <returns>The lines, each with a line feed behind it; the same in every culture.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The chart is too small.</exception>
    public string ToChart(int width = 72, int height = 16) => TextChart.Draw(Numbers(), _rates, width, height);

    /// <summary>Draws the rate over the steps as an SVG image.</summary>
    /// <returns>The image's text.</returns>
    public string ToSvg() => SvgChart.Draw(
        "Learning rate by step", "step", "rate", ChartPoints.Of(Numbers(), _rates, logarithmicX: false, logarithmicY: false), joined: true);

    /// <summary>Enumerates the rates in order.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)_rates).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private double[] Numbers() => [.. Enumerable.Range(1, _rates.Length).Select(number => (double)number)];
}
