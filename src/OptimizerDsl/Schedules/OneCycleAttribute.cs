namespace OptimizerDsl;

/// <summary>
/// Rises once from a start to the base rate and falls to a floor, on half cosines: with τ the part of the way that is behind,
/// s(t) = From + (1 - From) (1 - cos(π τ)) / 2 up to step WarmupFraction · Steps - 1, then s(t) = 1 + (Floor - 1) (1 - cos(π τ)) / 2
/// up to the last step, and Floor ever after. In three phases it falls from 1 back to From first, in as many steps as it rose in,
/// and from there to Floor.
/// </summary>
/// <remarks>
/// <para>
/// Smith and Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates", 2017; the joints as
/// in PyTorch's <c>OneCycleLR</c>, whose <c>div_factor</c> is 1 / From and whose <c>final_div_factor</c> is From / Floor.
/// </para>
/// <para>
/// From and Floor may be above 1: with <c>Target = "Momentum"</c>, a recipe with a momentum of 0.85 and From = Floor = 0.95 / 0.85
/// lowers it while the rate rises.
/// </para>
/// </remarks>
[ScheduleTraits(IsBounded = true)]
public sealed partial class OneCycleAttribute : ScheduleAttribute
{
    /// <summary>The part of the steps in which the rate rises.</summary>
    [ValidRange(0, 1)]
    public double WarmupFraction { get; set; } = 0.3;

    /// <summary>The factor in the first step.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double From { get; set; } = 0.04;

    /// <summary>The factor in the last step and ever after.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Floor { get; set; } = 4e-6;

    /// <summary>Whether the ways up and down are straight lines instead of half cosines.</summary>
    public bool Linear { get; set; }

    /// <summary>Whether it falls back to <see cref="From"/> as it rose, before it falls to <see cref="Floor"/>.</summary>
    public bool ThreePhases { get; set; }

    /// <inheritdoc/>
    public override string? Problem => Steps > 0
        ? WarmupFraction >= 0 && WarmupFraction <= (ThreePhases ? 0.5 : 1) ? null
            : ThreePhases ? "OneCycle in three phases needs a WarmupFraction between 0 and 0.5, since it falls back as it rose."
            : "OneCycle needs a WarmupFraction between 0 and 1."
        : "OneCycle needs a length: set Steps to the number of steps that it takes.";

    /// <inheritdoc/>
    public override double ScaleAt(long t)
    {
        double peak = Math.Max(WarmupFraction * Steps - 1, 0);
        double last = Steps - 1.0;
        double back = ThreePhases ? 2 * peak : peak;
        bool isRising = t < peak;
        bool isFallingBack = !isRising && t < back;
        double begin = isRising ? 0 : isFallingBack ? peak : back;
        double end = isRising ? peak : isFallingBack ? back : last;
        double from = isRising || (ThreePhases && !isFallingBack) ? From : 1;
        double to = isRising ? 1 : isFallingBack ? From : Floor;
        double way = (t - begin) / (end - begin);
        double part = Linear ? way : (1 - Math.Cos(Math.PI * way)) / 2;
        return t >= last ? Floor : from + (to - from) * part;
    }
}
