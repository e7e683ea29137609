namespace OptimizerDsl;

/// <summary>
/// The step sizes that minimise a quadratic function fastest, in an order that keeps rounding and noise small: with T = PeriodSteps,
/// s(t) = 2 κ / (κ + 1 - (κ - 1) cos(π (σ(t mod T) - 1/2) / T)), where κ is the Condition and σ the fractal permutation of 1 … T.
/// </summary>
/// <remarks>
/// <para>
/// Young, "On Richardson's Method for Solving Linear Systems with Positive Definite Matrices", Journal of Mathematics and Physics
/// 32, 1953: the sizes are the reciprocals of the roots of a Chebyshev polynomial. Their order is that of Lebedev and Finogenov,
/// 1971, as in Agarwal, Goel and Zhang, "Acceleration via Fractal Learning Rate Schedules", ICML 2021: σ₁ = [1], and σ₂ₙ
/// takes in turn each σₙ(i) and 2 n + 1 - σₙ(i).
/// </para>
/// <para>
/// It is made for a base rate of 1 / L, where L is the largest curvature, and κ = L / μ, where μ is the smallest: the factors lie
/// between 1 and κ, so single steps go far beyond what a constant rate could be.
/// </para>
/// </remarks>
[ScheduleTraits(Restarts = true)]
public sealed partial class ChebyshevAttribute : ScheduleAttribute
{
    /// <summary>κ: the ratio of the largest curvature to the smallest. It has to be set.</summary>
    [ValidRange(1, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Condition { get; set; }

    /// <summary>T: the number of steps after which the sizes come again, a power of two up to 65536. It has to be set.</summary>
    [ValidRange(1, 65536)]
    public long PeriodSteps { get; set; }

    /// <inheritdoc/>
    public override string? Problem => Condition >= 1
        ? PeriodSteps is >= 1 and <= 65536 && (PeriodSteps & (PeriodSteps - 1)) == 0 ? null : "Chebyshev needs a period: set PeriodSteps to a power of two up to 65536."
        : "Chebyshev needs a Condition: set it to the ratio of the largest curvature to the smallest.";

    /// <inheritdoc/>
    public override double ScaleAt(long t)
    {
        double x = 0.5;
        x = Interlaced(Interlaced(Interlaced(Interlaced(x, t, 2), t, 4), t, 8), t, 16);
        x = Interlaced(Interlaced(Interlaced(Interlaced(x, t, 32), t, 64), t, 128), t, 256);
        x = Interlaced(Interlaced(Interlaced(Interlaced(x, t, 512), t, 1024), t, 2048), t, 4096);
        x = Interlaced(Interlaced(Interlaced(Interlaced(x, t, 8192), t, 16384), t, 32768), t, 65536);
        return 2 * Condition / (Condition + 1 - (Condition - 1) * Math.Cos(Math.PI * x));
    }

    // Carried from half the size to the size is x = (σ - 1/2) / size, which binary numbers hold exactly. The position is odd where
    // 2 n + 1 - σₙ stands, and that makes 1 - x of x.
    private double Interlaced(double x, long t, long size) =>
        size > PeriodSteps ? x : Math.Floor((double)(t % PeriodSteps) * size / PeriodSteps) % 2 == 0 ? x / 2 : 1 - x / 2;
}
