namespace OptimizerDsl;

/// <summary>Scales the gradients of the whole model to a joint norm of 1, so that each step is as long as the rate says.</summary>
/// <remarks>
/// g ← g / (‖g‖ + ε): normalised gradient descent, Nesterov, "Minimization methods for nonsmooth convex and quasiconvex
/// functions", Matekon 29, 1984; as optax's <c>normalize_by_update_norm</c>. The norm needs a sweep over memory of its own.
/// </remarks>
public sealed partial class NormalizeAttribute : GradientTransformAttribute
{
    /// <summary>ε: what keeps a gradient of zero at zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-6;

    /// <summary>Scales one gradient.</summary>
    /// <param name="g">The gradient.</param>
    /// <returns>The gradient to use instead.</returns>
    public Real Apply(Real g) => 1 / (Global.Norm(g) + Epsilon) * g;
}
