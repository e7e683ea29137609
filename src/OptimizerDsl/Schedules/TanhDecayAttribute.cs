namespace OptimizerDsl;

/// <summary>
/// Falls along a piece of the hyperbolic tangent: s(t) = Floor + (1 - Floor) (1 - tanh(Lower + (Upper - Lower) t / Steps)) / 2,
/// and from step Steps on what that is there.
/// </summary>
/// <remarks>
/// Hsueh, Li and Wu, "Stochastic Gradient Descent with Hyperbolic-Tangent Decay on Classification", WACV 2019, with their
/// bounds of -6 and 3. It begins a little below the base rate, and ends a little above the floor.
/// </remarks>
public sealed partial class TanhDecayAttribute : ScheduleAttribute
{
    /// <summary>Where on the tangent it begins: the lower, the longer it stays near the base rate.</summary>
    [ValidRange(double.NegativeInfinity, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Lower { get; set; } = -6;

    /// <summary>Where on the tangent it ends; above <see cref="Lower"/>. The higher, the longer it stays near the floor.</summary>
    [ValidRange(double.NegativeInfinity, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Upper { get; set; } = 3;

    /// <summary>The factor that it falls towards.</summary>
    [ValidRange(0, 1)]
    public double Floor { get; set; }

    /// <inheritdoc/>
    public override string? Problem => Steps > 0
        ? Upper > Lower ? null : "TanhDecay needs an Upper above its Lower, or it never falls."
        : "TanhDecay needs a length: set Steps to the number of steps that it takes.";

    /// <inheritdoc/>
    public override double ScaleAt(long t)
    {
        double way = t >= Steps ? 1 : (double)t / Steps;
        return Floor + (1 - Floor) * (1 - Math.Tanh(Lower + (Upper - Lower) * way)) / 2;
    }
}
