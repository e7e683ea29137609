namespace OptimizerDsl;

/// <summary>Stochastic gradient descent with Gaussian noise on the gradients, which fades over the steps.</summary>
/// <remarks>
/// <para>
/// w ← w - η (g + σₜ x), where x is drawn from the normal distribution for each parameter and step, and σₜ² = ν / t^γ in step
/// t.
/// </para>
/// <para>
/// Neelakantan, Vilnis, Le, Sutskever, Kaiser, Kurach and Martens, "Adding Gradient Noise Improves Learning for Very Deep
/// Networks", 2015, equation 1; counted from 1 as in optax. One seed gives the same noise on every machine, and a resumed run
/// goes on with it.
/// </para>
/// </remarks>
// As for stochastic gradient descent without noise.
[SafeLearningRate(Usual = 1e-2, Notice = 1, Warn = 30)]
public sealed partial class NoisySgdAttribute : UpdateRuleAttribute
{
    /// <summary>ν: the variance of the noise in the first step.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Variance { get; set; } = 0.01;

    /// <summary>γ: the power with which the variance falls.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Decay { get; set; } = 0.55;

    /// <summary>What the noise is drawn by.</summary>
    public long Seed { get; set; }

    /// <summary>2 / L, as without noise, which adds to what would diverge and does not make it.</summary>
    /// <inheritdoc/>
    public override double StabilityLimit(double curvature) => 2 / curvature;

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, StepInfo step)
    {
        double deviation = Math.Sqrt(Variance / Math.Pow(step.Count, Decay));
        w -= step.LearningRate * (g + deviation * Noise.Normal(Seed, step));
    }
}
