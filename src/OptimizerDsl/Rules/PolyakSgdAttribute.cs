namespace OptimizerDsl;

/// <summary>
/// Gradient descent by Polyak's rate, which the loss and the gradient give: what the loss lies above its bound.
/// </summary>
/// <remarks>
/// <para>
/// w ← w - min(η, max(f - f*, 0) / (‖g‖² + ε)) g, where f is the loss at w, and ‖g‖ the norm over all parameters. Where that is
/// 0, nothing moves. The norm needs a sweep over memory of its own.
/// </para>
/// <para>
/// Loizou, Vaswani, Laradji and Lacoste-Julien, "Stochastic Polyak Step-size for SGD: An Adaptive Learning Rate for Fast
/// Convergence", AISTATS 2021, equation 3 (SPS_max) with c = 1. The rate is the largest one: schedules scale it. optax
/// lets a loss below its bound climb, unless it is told "sps+".
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1)]
public sealed partial class PolyakSgdAttribute : UpdateRuleAttribute
{
    /// <summary>f*: the smallest loss that there can be.</summary>
    public double LowerBound { get; set; }

    /// <summary>ε: makes steps of tiny gradients shorter.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, StepInfo step)
    {
        double norm = Global.Norm(g);
        double gap = Math.Max(step.Loss - LowerBound, 0);
        double rate = norm > 0 ? Math.Min(step.LearningRate, gap / (norm * norm + Epsilon)) : 0;
        w -= rate * g;
    }
}
