namespace OptimizerDsl;

/// <summary>
/// Optimistic gradient descent: a step that takes the last one half back, for games and saddle points, where plain descent goes
/// round in circles.
/// </summary>
/// <remarks>
/// <para>
/// w ← w - η ((α + β) g - β (previous g)). In the first step the previous gradient is the gradient itself, as in optax.
/// </para>
/// <para>
/// Mokhtari, Ozdaglar and Pattathil, "A Unified Analysis of Extra-gradient and Optimistic Gradient Methods for Saddle Point
/// Problems: Proximal Point Approach", AISTATS 2020, generalised OGDA. The player who maximises negates gradients.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-2, Notice = 1, Warn = 30)]
public sealed partial class OptimisticGradientDescentAttribute : UpdateRuleAttribute
{
    /// <summary>α: the weight of the gradient.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Alpha { get; set; } = 1;

    /// <summary>β: the weight of the gradient's change.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Beta { get; set; } = 1;

    /// <summary>2 / ((α + 2 β) L).</summary>
    /// <inheritdoc/>
    // The roots of z² - (1 - η (α + β) L) z - η β L leave the unit circle at -1.
    public override double StabilityLimit(double curvature) => 2 / ((Alpha + 2 * Beta) * curvature);

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="previous">The gradient of the step before.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real previous, StepInfo step)
    {
        Real before = step.Count == 1 ? g : previous;
        w -= step.LearningRate * ((Alpha + Beta) * g - Beta * before);
        previous = g;
    }
}
