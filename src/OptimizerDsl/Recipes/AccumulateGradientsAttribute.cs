namespace OptimizerDsl;

/// <summary>
/// Makes one step of several calls: the gradients are added up by whoever computes them, all calls but the last one answer
/// <see cref="StepOutcome.Accumulated"/> and write nothing, and the last one steps by the mean: each gradient times 1 / Steps.
/// </summary>
/// <remarks>A rule that uses the loss gets the mean of the losses, too.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class AccumulateGradientsAttribute : Attribute
{
    /// <summary>How many calls make one step.</summary>
    [ValidRange(1, int.MaxValue)]
    public long Steps { get; set; } = 1;
}
