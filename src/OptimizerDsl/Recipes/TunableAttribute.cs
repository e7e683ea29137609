namespace OptimizerDsl;

/// <summary>
/// Says whose hyperparameter a recipe's partial property sets at run time. It is only needed where the property's name alone
/// does not tell: several fragments have such a hyperparameter, or the property has another name.
/// </summary>
/// <example>
/// <code>
/// [Optimizer]
/// [AdamW]
/// public sealed partial class MyOptimizer
/// {
///     [Tunable(Of = typeof(AdamWAttribute), Name = "WeightDecay")]
///     public partial double Decay { get; set; }
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = false, Inherited = false)]
public sealed class TunableAttribute : Attribute
{
    /// <summary>The fragment's attribute class; null for whichever fragment has the hyperparameter.</summary>
    public Type? Of { get; set; }

    /// <summary>The fragment's <see cref="FragmentAttribute.Group"/>; null for the fragment without one.</summary>
    public string? Group { get; set; }

    /// <summary>The hyperparameter's name; null for the property's own.</summary>
    public string? Name { get; set; }

    /// <summary>The value to begin with, for a recipe that is its own rule and so has no attribute to say it: a double, long or bool.</summary>
    public object? Initial { get; set; }
}
