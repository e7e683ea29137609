namespace OptimizerDsl;

/// <summary>Falls in a straight line from the base rate to a floor: s(t) = Floor + (1 - Floor) (1 - t / Steps), then Floor.</summary>
/// <remarks>Devlin, Chang, Lee and Toutanova, "BERT", NAACL 2019, appendix A.2, train with it.</remarks>
public sealed partial class LinearDecayAttribute : ScheduleAttribute
{
    /// <summary>The factor at the end and ever after.</summary>
    [ValidRange(0, 1)]
    public double Floor { get; set; }

    /// <inheritdoc/>
    public override string? Problem => Steps > 0 ? null : "LinearDecay needs a length: set Steps to the number of steps that it takes.";

    /// <inheritdoc/>
    public override double ScaleAt(long t) => t >= Steps ? Floor : Floor + (1 - Floor) * (1 - (double)t / Steps);
}
