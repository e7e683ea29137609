namespace OptimizerDsl;

/// <summary>A hyperparameter of a <see cref="Sweep"/>, and the values that it may have.</summary>
public sealed class SweepAxis
{
    private readonly double[] _values;
    private readonly double _from;
    private readonly double _to;

    private SweepAxis(string name, double[] values, double from, double to, bool isLogarithmic)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        _values = values;
        _from = from;
        _to = to;
        IsLogarithmic = isLogarithmic;
    }

    /// <summary>The name by which a trial is asked for its value, such as <c>"LearningRate"</c>.</summary>
    public string Name { get; }

    /// <summary>Whether values are spread evenly by their logarithm.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>Whether there are single values to choose from, and not a range.</summary>
    internal bool IsListed => _values.Length > 0;

    /// <summary>Values to choose from.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The values, one or more, all finite.</param>
    /// <returns>The axis.</returns>
    /// <exception cref="ArgumentException">The name is empty, there are no values, or one is not finite.</exception>
    public static SweepAxis Values(string name, params double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0 || !values.All(double.IsFinite))
        {
            throw new ArgumentException($"'{name}' needs one value or more, all of them finite numbers.", nameof(values));
        }

        return new(name, [.. values], 0, 0, isLogarithmic: false);
    }

    /// <summary>A range, uniform: as much of it near one end as near the other.</summary>
    /// <param name="name">The name.</param>
    /// <param name="from">The smallest value.</param>
    /// <param name="to">The largest value, above the smallest.</param>
    /// <param name="points">How many values a grid takes of it, both ends included: 2 or more. A random sweep has no use for it.</param>
    /// <returns>The axis.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite, or there are too few points.</exception>
    public static SweepAxis Uniform(string name, double from, double to, int points = 5) => Range(name, from, to, points, isLogarithmic: false);

    /// <summary>A range, log-uniform: as many values between 0.001 and 0.01 as between 0.01 and 0.1.</summary>
    /// <param name="name">The name.</param>
    /// <param name="from">The smallest value, above 0.</param>
    /// <param name="to">The largest value, above the smallest.</param>
    /// <param name="points">How many values a grid takes of it, both ends included: 2 or more. A random sweep has no use for it.</param>
    /// <returns>The axis.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, not finite or not above 0, or there are too few points.</exception>
    public static SweepAxis LogUniform(string name, double from, double to, int points = 5)
    {
        if (!(from > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(from), from, $"'{name}' is log-uniform, so its range begins above 0.");
        }

        return Range(name, from, to, points, isLogarithmic: true);
    }

    /// <summary>The values that a grid takes.</summary>
    internal double[] Grid() => IsListed ? _values : [.. Enumerable.Range(0, Points).Select(i => i == Points - 1 ? _to : At((double)i / (Points - 1)))];

    /// <summary>The value at a share of the way, from 0 on and below 1.</summary>
    internal double At(double share) =>
        IsListed ? _values[(int)(share * _values.Length)]
        : IsLogarithmic ? Math.Clamp(_from * Math.Pow(_to / _from, share), _from, _to)
        : _from + share * (_to - _from);

    private int Points { get; init; }

    private static SweepAxis Range(string name, double from, double to, int points, bool isLogarithmic)
    {
        if (!double.IsFinite(from) || !double.IsFinite(to - from) || !(to > from))
        {
            throw new ArgumentOutOfRangeException(nameof(to), to, FormattableString.Invariant($"'{name}' goes from a finite number to a larger one, not from {from} to {to}."));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        return new(name, [], from, to, isLogarithmic) { Points = points };
    }
}
