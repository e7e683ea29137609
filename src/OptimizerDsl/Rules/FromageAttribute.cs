namespace OptimizerDsl;

/// <summary>Fromage: every tensor turns by the same angle in each step, and its norm is kept from growing.</summary>
/// <remarks>
/// <para>
/// For each tensor w ← (w - η ‖w‖ / ‖g‖ g) / √(1 + η²), where the quotient of norms is 1 if one of both is 0.
/// </para>
/// <para>
/// Bernstein, Vahdat, Yue and Liu, "On the distance between two neural networks and the stability of learning", NeurIPS 2020,
/// algorithm 1; the quotient of 1 as in the authors' code, where optax takes norms to be 1e-6 at least.
/// </para>
/// </remarks>
// The authors recommend 0.01.
[SafeLearningRate(Usual = 1e-2, Notice = 0.1, Warn = 1)]
public sealed partial class FromageAttribute : UpdateRuleAttribute
{
    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, StepInfo step)
    {
        double size = PerTensor.Norm(w);
        double slope = PerTensor.Norm(g);
        double ratio = size > 0 && slope > 0 ? size / slope : 1;
        double shrink = 1 / Math.Sqrt(1 + step.LearningRate * step.LearningRate);
        w = shrink * (w - step.LearningRate * ratio * g);
    }
}
