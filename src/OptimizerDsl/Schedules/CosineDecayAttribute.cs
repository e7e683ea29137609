namespace OptimizerDsl;

/// <summary>
/// Falls along half a cosine from the base rate to a floor: s(t) = Floor + (1 - Floor) (1 + cos(π t / Steps)) / 2, then Floor.
/// </summary>
/// <remarks>
/// Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017, equation 5, without restarts.
/// </remarks>
public sealed partial class CosineDecayAttribute : ScheduleAttribute
{
    /// <summary>The factor at the end and ever after.</summary>
    [ValidRange(0, 1)]
    public double Floor { get; set; }

    /// <inheritdoc/>
    public override string? Problem => Steps > 0 ? null : "CosineDecay needs a length: set Steps to the number of steps that it takes.";

    /// <inheritdoc/>
    public override double ScaleAt(long t) =>
        t >= Steps ? Floor : Floor + (1 - Floor) * (1 + Math.Cos(Math.PI * t / Steps)) / 2;
}
