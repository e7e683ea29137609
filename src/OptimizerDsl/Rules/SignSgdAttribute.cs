namespace OptimizerDsl;

/// <summary>Sign descent: every parameter steps by the same distance, in the direction of its gradient's sign.</summary>
/// <remarks>
/// <para>
/// w ← w - η sign(g).
/// </para>
/// <para>
/// Bernstein, Wang, Azizzadenesheli and Anandkumar, "signSGD: Compressed Optimisation for Non-Convex Problems", ICML 2018,
/// algorithm 1.
/// </para>
/// </remarks>
// The paper trains ResNet-50 on ImageNet at 1e-4.
[SafeLearningRate(Usual = 1e-4, Notice = 1e-2, Warn = 1e-1, Why = "sign updates move every weight by the full rate")]
public sealed partial class SignSgdAttribute : UpdateRuleAttribute
{
    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, StepInfo step)
    {
        w -= step.LearningRate * Real.Sign(g);
    }
}
