namespace OptimizerDsl;

/// <summary>Takes of each gradient the sign alone: 1, -1 or 0.</summary>
/// <remarks>
/// g ← sign(g); NaN stays NaN. Before a rule that is plain descent this is signSGD: Bernstein, Wang, Azizzadenesheli and
/// Anandkumar, "signSGD: Compressed Optimisation for Non-Convex Problems", ICML 2018, algorithm 1.
/// </remarks>
public sealed partial class SignAttribute : GradientTransformAttribute
{
    /// <summary>Takes the sign of one gradient.</summary>
    /// <param name="g">The gradient.</param>
    /// <returns>The gradient to use instead.</returns>
    public Real Apply(Real g) => Real.Sign(g);
}
