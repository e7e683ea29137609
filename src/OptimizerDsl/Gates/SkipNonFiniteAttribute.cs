namespace OptimizerDsl;

/// <summary>Skips a step when one gradient is infinite or not a number.</summary>
/// <remarks>
/// The step happens where max |g| is finite: a NaN makes the maximum NaN. This is what loss scaling does with gradients that
/// overflowed: Micikevicius et al., "Mixed Precision Training", ICLR 2018, section 3.2. The maximum needs a sweep over memory
/// of its own, which it shares with other reductions of the gradient.
/// </remarks>
public sealed partial class SkipNonFiniteAttribute : GateAttribute
{
    /// <summary>Decides on a step.</summary>
    /// <param name="g">The gradient of one parameter.</param>
    /// <returns>Whether the step happens.</returns>
    // Not double.IsFinite: a model without any parameter has the maximum -∞, and nothing in it is wrong.
    public bool Proceed(Real g) => Global.Max(Real.Abs(g)) < double.PositiveInfinity;
}
