using System;
using System.Globalization;

namespace OptimizerDsl.Runtime;

/// <summary>
/// The values that a setting may have, and the one sentence about a value outside of them. The library says it when a value is
/// set, and the compiler when it reads one: both compile this file.
/// </summary>
/// <param name="Minimum">The smallest value.</param>
/// <param name="Maximum">The largest value.</param>
/// <param name="MinimumIsExclusive">Whether the smallest value itself lies outside.</param>
/// <param name="MaximumIsExclusive">Whether the largest value itself lies outside.</param>
/// <param name="IfBelow">What comes of a value below, as a clause; null to say nothing of it.</param>
/// <param name="IfAbove">What comes of a value above, as a clause; null to say nothing of it.</param>
/// <param name="Usual">The value to use instead; NaN to name the bound.</param>
internal readonly record struct ValueRange(
    double Minimum, double Maximum, bool MinimumIsExclusive = false, bool MaximumIsExclusive = false, string? IfBelow = null, string? IfAbove = null, double Usual = double.NaN)
{
    /// <summary>All numbers, infinities included.</summary>
    public static ValueRange Numbers => new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Base rates of learning.</summary>
    public static ValueRange LearningRate =>
        new(0, double.PositiveInfinity, MaximumIsExclusive: true, IfBelow: "steps would lead uphill, which a rule's Maximize is for", IfAbove: "the first step would leave no numbers behind");

    /// <summary>Counts of steps or epochs, of which there may be none.</summary>
    public static ValueRange Length => new(0, double.PositiveInfinity, MaximumIsExclusive: true);

    /// <summary>Counts of calls that make one step.</summary>
    public static ValueRange CallsOfStep => new(1, int.MaxValue);

    /// <summary>Whether a value lies inside; NaN does not.</summary>
    public bool Contains(double value) => !IsBelow(value) && !IsAbove(value) && !double.IsNaN(value);

    /// <summary>The sentence about a value that lies outside, such as "Momentum 1 of Sgd is outside [0, 1): the velocity never decays. Use 0.9.".</summary>
    /// <param name="name">What the value is called.</param>
    /// <param name="value">The value.</param>
    /// <param name="owner">Whose it is: a fragment, or a recipe. Null where the place says it.</param>
    public string Outside(string name, double value, string? owner = null)
    {
        string? why = IsBelow(value) ? IfBelow : IsAbove(value) ? IfAbove : null;
        return $"{name} {Text(value)}{(owner is null ? "" : $" of {owner}")} is outside {this}{(why is null ? "" : $": {why}")}. {Remedy(value)}";
    }

    /// <summary>The range as mathematicians write it.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        // No double lies between the largest long and infinity that anybody would set.
        bool isOpen = MaximumIsExclusive || Maximum >= long.MaxValue;
        return $"{(MinimumIsExclusive || double.IsInfinity(Minimum) ? '(' : '[')}{Text(Minimum)}, {(Maximum >= long.MaxValue ? "∞" : Text(Maximum))}{(isOpen ? ')' : ']')}";
    }

    private bool IsBelow(double value) => MinimumIsExclusive ? value <= Minimum : value < Minimum;

    private bool IsAbove(double value) => MaximumIsExclusive ? value >= Maximum : value > Maximum;

    private string Remedy(double value)
    {
        if (!double.IsNaN(Usual)) return $"Use {Text(Usual)}.";
        if (IsBelow(value)) return MinimumIsExclusive ? $"Use more than {Text(Minimum)}." : $"Use {Text(Minimum)} or more.";
        if (IsAbove(value) && Maximum < long.MaxValue) return MaximumIsExclusive ? $"Use less than {Text(Maximum)}." : $"Use {Text(Maximum)} or less.";
        return "Use a finite number.";
    }

    private static string Text(double value) =>
        double.IsPositiveInfinity(value) ? "∞" : double.IsNegativeInfinity(value) ? "-∞" : value.ToString("R", CultureInfo.InvariantCulture);
}
