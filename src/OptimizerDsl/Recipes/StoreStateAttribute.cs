namespace OptimizerDsl;

/// <summary>
/// Sets for one state of a recipe how precisely it is stored, whatever <see cref="OptimizerAttribute.State"/> and the fragment
/// say.
/// </summary>
/// <param name="name">The state's name, as the recipe's method State takes it; it is meant in every group that has it.</param>
/// <param name="precision">How precisely it is stored.</param>
/// <example>
/// <code>
/// [Optimizer(State = StatePrecision.BFloat16)]
/// [AdamW]
/// [StoreState("v", StatePrecision.Full)]
/// public sealed partial class MyOptimizer;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StoreStateAttribute(string name, StatePrecision precision) : Attribute
{
    /// <summary>The state's name.</summary>
    public string Name { get; } = name;

    /// <summary>How precisely it is stored.</summary>
    public StatePrecision Precision { get; } = precision;
}
