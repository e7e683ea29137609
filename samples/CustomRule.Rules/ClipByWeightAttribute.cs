using OptimizerDsl;

namespace CustomRule.Rules;

/// <summary>Clips a gradient at a multiple of the parameter's own size, so that no step can turn a weight around at once.</summary>
/// <remarks>Element-wise form of the idea in Brock et al., "High-Performance Large-Scale Image Recognition Without Normalization", ICML 2021.</remarks>
public sealed partial class ClipByWeightAttribute : GradientTransformAttribute
{
    /// <summary>The largest gradient, as a multiple of the parameter's absolute value.</summary>
    [ValidRange(0, double.PositiveInfinity)]
    public double Ratio { get; set; } = 0.01;

    /// <summary>The absolute value that a parameter counts for at least.</summary>
    public double Minimum { get; set; } = 1e-3;

    public Real Apply(Real g, Real w)
    {
        Real limit = Ratio * Real.Max(Real.Abs(w), Minimum);
        return Real.Clamp(g, -limit, limit);
    }
}
