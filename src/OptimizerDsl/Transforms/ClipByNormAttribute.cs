namespace OptimizerDsl;

/// <summary>Scales the gradients of each tensor down when their norm is above a bound.</summary>
/// <remarks>
/// g ← min(1, bound / (‖g‖ + 10⁻⁶)) g, where the norm is that of the element's tensor. Of a model with a single tensor this is
/// <see cref="ClipByGlobalNormAttribute"/>. Keras has it as <c>clipnorm</c>, without the 10⁻⁶.
/// </remarks>
/// <param name="maxNorm">The bound on the Euclidean norm.</param>
public sealed partial class ClipByNormAttribute(double maxNorm) : GradientTransformAttribute
{
    /// <summary>The bound on the Euclidean norm of the gradients of one tensor.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, IfBelow = "gradients vanish or turn around", Usual = 1)]
    public double MaxNorm { get; } = maxNorm;

    /// <summary>Scales one gradient.</summary>
    /// <param name="g">The gradient.</param>
    /// <returns>The gradient to use instead.</returns>
    public Real Apply(Real g) => Math.Min(1, MaxNorm / (PerTensor.Norm(g) + 1e-6)) * g;
}
