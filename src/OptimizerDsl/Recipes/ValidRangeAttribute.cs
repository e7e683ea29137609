namespace OptimizerDsl;

/// <summary>The values for which a hyperparameter makes sense; the analyzers refuse all others.</summary>
/// <param name="minimum">The smallest value.</param>
/// <param name="maximum">The largest value.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public sealed class ValidRangeAttribute(double minimum, double maximum) : Attribute
{
    /// <summary>The smallest value.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The largest value.</summary>
    public double Maximum { get; } = maximum;

    /// <summary>Whether <see cref="Minimum"/> itself is refused.</summary>
    public bool MinimumIsExclusive { get; set; }

    /// <summary>Whether <see cref="Maximum"/> itself is refused.</summary>
    public bool MaximumIsExclusive { get; set; }

    /// <summary>What comes of a value below the range, as a clause for the message: "weights would grow without bound".</summary>
    public string? IfBelow { get; set; }

    /// <summary>What comes of a value above the range, as a clause for the message: "the velocity never decays".</summary>
    public string? IfAbove { get; set; }

    /// <summary>The value that the message recommends; while it is <see cref="double.NaN"/> (unset), it names the bound.</summary>
    public double Usual { get; set; } = double.NaN;
}
