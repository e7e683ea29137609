namespace OptimizerDsl;

/// <summary>
/// Falls slowly at first and then ever faster: with z = t / Steps, s(t) = Floor + (1 - Floor) (1 - z) / (1/2 + (1 - z) / 2),
/// then Floor.
/// </summary>
/// <remarks>
/// Reflected exponential. Chen, Wolfe and Kyrillidis, "REX: Revisiting Budgeted Training with an Improved Schedule", MLSys 2022.
/// </remarks>
public sealed partial class RexAttribute : ScheduleAttribute
{
    /// <summary>The factor at the end and ever after.</summary>
    [ValidRange(0, 1)]
    public double Floor { get; set; }

    /// <inheritdoc/>
    public override string? Problem => Steps > 0 ? null : "Rex needs a length: set Steps to the number of steps that it takes.";

    /// <inheritdoc/>
    public override double ScaleAt(long t)
    {
        double left = 1 - (double)t / Steps;
        return t >= Steps ? Floor : Floor + (1 - Floor) * left / (0.5 + left / 2);
    }
}
