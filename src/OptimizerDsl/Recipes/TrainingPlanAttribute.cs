namespace OptimizerDsl;

/// <summary>
/// What the training run will be. Epochs of schedules are turned into steps with it, the last schedule takes what is left of
/// it, and the analyzers judge the recipe against it. A value that is not set is not known.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class TrainingPlanAttribute : Attribute
{
    /// <summary>The number of steps of the whole run; set this or <see cref="Epochs"/>.</summary>
    [ValidRange(0, long.MaxValue)]
    public long Steps { get; set; }

    /// <summary>The number of steps of one pass over the data.</summary>
    [ValidRange(0, long.MaxValue)]
    public long StepsPerEpoch { get; set; }

    /// <summary>The number of passes over the data in the whole run; set this or <see cref="Steps"/>.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epochs { get; set; }

    /// <summary>The largest curvature (eigenvalue of the Hessian) of the loss, which bounds the rate of some rules.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Curvature { get; set; }

    /// <summary>The number of samples from which one step's gradient is computed.</summary>
    [ValidRange(0, long.MaxValue)]
    public long BatchSize { get; set; }
}
