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
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class OptimizerAttribute : Attribute
{
    /// <summary>The type of parameters, gradients and state. <see cref="ElementType.Single"/> unless set.</summary>
    public ElementType ElementType { get; set; }
}
