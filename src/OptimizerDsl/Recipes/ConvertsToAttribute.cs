namespace OptimizerDsl;

/// <summary>
/// Names a rule that recipes may use in the place of this one, and what their numbers are worth there. Editors offer the
/// conversion; hyperparameters that both rules have are kept, and those that the other one lacks are dropped.
/// </summary>
/// <param name="rule">The other rule.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ConvertsToAttribute(Type rule) : Attribute
{
    /// <summary>The other rule.</summary>
    public Type Rule { get; } = rule;

    /// <summary>What the learning rate is multiplied by, above 0.</summary>
    public double LearningRate { get; set; } = 1;

    /// <summary>What the hyperparameter <c>WeightDecay</c> is multiplied by, above 0.</summary>
    public double WeightDecay { get; set; } = 1;
}
