namespace OptimizerDsl;

/// <summary>
/// Says which parameters belong to a group, by their names. The first pattern on the recipe that fits a name decides;
/// <see cref="Parameter.Group"/> goes before all patterns.
/// </summary>
/// <example>
/// <code>
/// [Optimizer]
/// [ParameterGroup("plain", "*.bias", "*norm*")]
/// [AdamW(Group = "plain", WeightDecay = 0)]
/// [AdamW]
/// public sealed partial class MyOptimizer;
/// </code>
/// </example>
/// <param name="name">The group's name, as the fragments have it.</param>
/// <param name="patterns">
/// Patterns for whole names, case included: <c>*</c> stands for any run of characters, <c>?</c> for one.
/// </param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ParameterGroupAttribute(string name, params string[] patterns) : Attribute
{
    /// <summary>The group's name.</summary>
    public string Name { get; } = name;

    /// <summary>The patterns, in the order in which they are tried.</summary>
    public string[] Patterns { get; } = patterns;
}
