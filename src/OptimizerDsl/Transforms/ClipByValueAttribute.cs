namespace OptimizerDsl;

/// <summary>Limits each gradient by itself.</summary>
/// <remarks>g ← min(max(g, -limit), limit), as PyTorch's <c>clip_grad_value_</c> does; NaN stays NaN.</remarks>
/// <param name="limit">The largest magnitude.</param>
public sealed partial class ClipByValueAttribute(double limit) : GradientTransformAttribute
{
    /// <summary>The largest magnitude that a gradient may have.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, IfBelow = "gradients vanish or turn around", Usual = 1)]
    public double Limit { get; } = limit;

    /// <summary>Limits one gradient.</summary>
    /// <param name="g">The gradient.</param>
    /// <returns>The gradient to use instead.</returns>
    public Real Apply(Real g) => Real.Clamp(g, -Limit, Limit);
}
