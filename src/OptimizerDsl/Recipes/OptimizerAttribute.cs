namespace OptimizerDsl;

/// <summary>
/// Marks a partial class as a recipe: the other attributes on it say what the optimizer does, and the compiler of this
/// package writes the class's training step.
/// </summary>
/// <example>
/// <code>
/// [Optimizer]
/// [AdamW(LearningRate = 3e-4, WeightDecay = 0.1)]
/// [LinearWarmup(Steps = 500)]
/// [CosineDecay(Steps = 10_000, Floor = 0.1)]
/// public sealed partial class MyOptimizer;
/// </code>
/// </example>
/// <remarks>
/// A recipe may also be its own rule: without a rule attribute, but with an <c>Update</c> method as an
/// <see cref="UpdateRuleAttribute"/> has one, and its partial properties as hyperparameters.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class OptimizerAttribute : Attribute
{
    /// <summary>The type of parameters, gradients and state. <see cref="ElementType.Single"/> unless set.</summary>
    public ElementType ElementType { get; set; }

    /// <summary>
    /// How precisely the parameters and gradients lie in the model's memory. <see cref="ParameterPrecision.Full"/> unless set;
    /// with 16 bits the recipe steps a <see cref="ParameterSet"/> of that precision, and computes and keeps its own copy of the
    /// parameters in <see cref="float"/>.
    /// </summary>
    public ParameterPrecision Parameters { get; set; }

    /// <summary>
    /// How precisely state is stored. <see cref="StatePrecision.Full"/> unless set. State that a fragment marks with
    /// <see cref="LeastPrecisionAttribute"/> and averages stay as precise as they need to be; <see cref="StoreStateAttribute"/>
    /// sets it for one state.
    /// </summary>
    public StatePrecision State { get; set; }

    /// <summary>How state that is not stored in full is rounded. <see cref="StateRounding.Nearest"/> unless set.</summary>
    public StateRounding StateRounding { get; set; }

    /// <summary>The seed of <see cref="StateRounding.Stochastic"/>; any number is as good as another.</summary>
    public long StateSeed { get; set; }

    /// <summary>
    /// Whether state below the smallest normal number (2^-126, and 2^-1022 of <see cref="ElementType.Double"/>) is stored as
    /// zero, which is positive. Moments of parameters without gradients decay to such numbers, with which processors compute
    /// slowly.
    /// </summary>
    public bool FlushSubnormals { get; set; }

    /// <summary>
    /// Whether gradients are set to zero once a step is through with them, in the same sweep over memory. Of accumulated
    /// gradients that is the step that applies them.
    /// </summary>
    public bool ClearGradients { get; set; }

    /// <summary>
    /// The base rate of a recipe that has its own <c>Update</c> method instead of a rule attribute; while it is
    /// <see cref="double.NaN"/> (unset), the class's <see cref="SafeLearningRateAttribute.Usual"/> rate applies. A recipe with
    /// a rule attribute sets the rate there.
    /// </summary>
    public double LearningRate { get; set; } = double.NaN;
}
