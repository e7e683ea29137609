using System.ComponentModel;
using System.Globalization;

namespace OptimizerDsl.Runtime;

/// <summary>Checks on hyperparameters that are set at run time: the same as their attributes are held to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RangeChecks
{
    /// <summary>Answers a value that lies in its range.</summary>
    /// <param name="what">The hyperparameter and its recipe, for the message.</param>
    /// <param name="value">The value that was set.</param>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="maximum">The largest value.</param>
    /// <param name="minimumIsExclusive">Whether the smallest value itself lies outside.</param>
    /// <param name="maximumIsExclusive">Whether the largest value itself lies outside.</param>
    /// <returns>The same value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value lies outside of its range, or is not a number.</exception>
    public static double Checked(string what, double value, double minimum, double maximum, bool minimumIsExclusive, bool maximumIsExclusive)
    {
        bool isAbove = minimumIsExclusive ? value > minimum : value >= minimum;
        bool isBelow = maximumIsExclusive ? value < maximum : value <= maximum;
        if (isAbove && isBelow)
        {
            return value;
        }

        string range = string.Create(CultureInfo.InvariantCulture, $"{(minimumIsExclusive ? '(' : '[')}{minimum}, {maximum}{(maximumIsExclusive ? ')' : ']')}");
        throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"{what} is {value}, outside of {range}."));
    }
}
