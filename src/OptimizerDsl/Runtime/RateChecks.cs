using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>Checks on values that are set at run time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RateChecks
{
    /// <summary>Answers a learning rate that can be used.</summary>
    /// <param name="recipe">The recipe's name, for the message.</param>
    /// <param name="rate">The rate that was set.</param>
    /// <returns>The same rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative, infinite or not a number.</exception>
    public static double Checked(string recipe, double rate) => ValueRange.LearningRate.Contains(rate)
        ? rate
        : throw new ArgumentOutOfRangeException(nameof(rate), rate, ValueRange.LearningRate.Outside("LearningRate", rate, recipe));
}
