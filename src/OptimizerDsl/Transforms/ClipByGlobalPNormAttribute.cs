namespace OptimizerDsl;

/// <summary>Scales the gradients of the whole model down when their joint p-norm is above a bound.</summary>
/// <remarks>
/// g ← min(1, bound / (‖g‖ + 10⁻⁶)) g with ‖g‖ = (Σ |g|ᵖ)^(1/p), as PyTorch's <c>clip_grad_norm_</c> does for a
/// <c>norm_type</c> of p. The norm needs a sweep over memory of its own; <see cref="ClipByGlobalNormAttribute"/> is the one of p = 2.
/// </remarks>
/// <param name="maxNorm">The bound on the norm.</param>
/// <param name="order">p: 1 is the sum of magnitudes, positive infinity the largest of them.</param>
public sealed partial class ClipByGlobalPNormAttribute(double maxNorm, double order) : GradientTransformAttribute
{
    /// <summary>The bound on the norm of all gradients together.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, IfBelow = "gradients vanish or turn around", Usual = 1)]
    public double MaxNorm { get; } = maxNorm;

    /// <summary>p: 1 is the sum of magnitudes, positive infinity the largest of them.</summary>
    [ValidRange(1, double.PositiveInfinity)]
    public double Order { get; } = order;

    /// <summary>Scales one gradient.</summary>
    /// <param name="g">The gradient.</param>
    /// <returns>The gradient to use instead.</returns>
    public Real Apply(Real g)
    {
        double norm = Order == 1 ? Global.Sum(Real.Abs(g))
            : Order == double.PositiveInfinity ? Global.Max(Real.Abs(g))
            : Math.Pow(Global.Sum(Real.Pow(Real.Abs(g), Order)), 1 / Order);
        return Math.Min(1, MaxNorm / (norm + 1e-6)) * g;
    }
}
