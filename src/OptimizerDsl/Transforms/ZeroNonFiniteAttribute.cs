namespace OptimizerDsl;

/// <summary>Takes zero for each gradient that is infinite or not a number, and leaves all others.</summary>
/// <remarks>
/// g ← g where |g| &lt; ∞, else 0; optax has it as <c>zero_nans</c> for NaN alone. It hides that something is wrong:
/// <see cref="SkipNonFiniteAttribute"/> skips such a step, and says so.
/// </remarks>
public sealed partial class ZeroNonFiniteAttribute : GradientTransformAttribute
{
    /// <summary>Looks at one gradient.</summary>
    /// <param name="g">The gradient.</param>
    /// <returns>The gradient to use instead.</returns>
    public Real Apply(Real g) => Real.Abs(g) < double.PositiveInfinity ? g : 0;
}
