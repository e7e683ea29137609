namespace OptimizerDsl;

/// <summary>
/// Says of a fragment's state how coarsely it may be stored when a recipe asks for less than full precision: state that adds up
/// what it is told, or that stands for the parameters themselves, is worth nothing when small changes round away.
/// </summary>
/// <param name="precision">The least precision with which the fragment still does what it should; full unless set.</param>
/// <remarks>A recipe that names the state in <see cref="StoreStateAttribute"/> has the last word.</remarks>
/// <example>
/// <code>
/// public void Update(ref Real w, Real g, [LeastPrecision] ref Real sum, StepInfo step)
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LeastPrecisionAttribute(StatePrecision precision = StatePrecision.Full) : Attribute
{
    /// <summary>The least precision with which the fragment still does what it should.</summary>
    public StatePrecision Precision { get; } = precision;
}
