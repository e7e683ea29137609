using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>Checks on hyperparameters that are set at run time: the same as their attributes are held to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RangeChecks
{
    /// <summary>Answers a value that lies in its range, which is that of a <see cref="ValidRangeAttribute"/>.</summary>
    /// <param name="name">The hyperparameter, for the message.</param>
    /// <param name="recipe">The recipe that it is set on, for the message.</param>
    /// <param name="value">The value that was set.</param>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="maximum">The largest value.</param>
    /// <param name="minimumIsExclusive">Whether the smallest value itself lies outside.</param>
    /// <param name="maximumIsExclusive">Whether the largest value itself lies outside.</param>
    /// <param name="ifBelow">What comes of a value below, as a clause for the message.</param>
    /// <param name="ifAbove">What comes of a value above, as a clause for the message.</param>
    /// <param name="usual">The value that the message recommends; NaN for none.</param>
    /// <returns>The same value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value lies outside of its range, or is not a number.</exception>
    public static double Checked(
        string name, string recipe, double value, double minimum, double maximum, bool minimumIsExclusive, bool maximumIsExclusive, string? ifBelow = null, string? ifAbove = null, double usual = double.NaN)
    {
        var range = new ValueRange(minimum, maximum, minimumIsExclusive, maximumIsExclusive, ifBelow, ifAbove, usual);
        return range.Contains(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, range.Outside(name, value, recipe));
    }
}
