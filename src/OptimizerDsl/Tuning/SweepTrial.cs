using System.Globalization;

namespace OptimizerDsl;

/// <summary>One choice of hyperparameters in a <see cref="Sweep"/>.</summary>
public sealed class SweepTrial
{
    private readonly string[] _names;
    private readonly double[] _values;

    internal SweepTrial(int index, string[] names, double[] values, long seed)
    {
        Index = index;
        _names = names;
        _values = values;
        Seed = seed;
    }

    /// <summary>The trial's number, from 0; trials of one sweep have the same numbers in every run.</summary>
    public int Index { get; }

    /// <summary>A number of the trial's own, the same in every run, for what it draws itself.</summary>
    public long Seed { get; }

    /// <summary>The value of a hyperparameter.</summary>
    /// <param name="name">The name of its axis.</param>
    /// <exception cref="KeyNotFoundException">There is no such axis.</exception>
    public double this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            int index = Array.IndexOf(_names, name);
            return index >= 0 ? _values[index] : throw new KeyNotFoundException($"The sweep has no axis '{name}'; it has {string.Join(", ", _names.Select(known => $"'{known}'"))}.");
        }
    }

    /// <summary>The values, in the order of the axes.</summary>
    internal ReadOnlySpan<double> Values => _values;

    /// <summary>The names and values.</summary>
    /// <returns>The text, the same in every culture.</returns>
    public override string ToString() => string.Join(", ", _names.Zip(_values, (name, value) => string.Create(CultureInfo.InvariantCulture, $"{name} = {value:R}")));
}
