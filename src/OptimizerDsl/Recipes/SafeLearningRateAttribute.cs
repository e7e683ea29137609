namespace OptimizerDsl;

/// <summary>What learning rates are usual for an update rule, and which ones the analyzers remark upon.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = true)]
public sealed class SafeLearningRateAttribute : Attribute
{
    /// <summary>The rate of a recipe that sets none.</summary>
    public double Usual { get; set; } = double.NaN;

    /// <summary>A rate above this is remarked upon as a suggestion.</summary>
    public double Notice { get; set; } = double.PositiveInfinity;

    /// <summary>A rate above this is a warning: no published recipe that we know uses one.</summary>
    public double Warn { get; set; } = double.PositiveInfinity;
}
