namespace OptimizerDsl;

/// <summary>Averaged stochastic gradient descent: a rate that falls by itself, and beside the parameters their average.</summary>
/// <remarks>
/// <para>
/// d = g + κ w; w ← (1 - λ ηₜ) w - ηₜ d; a ← a + μₜ (w - a), where μₜ = 1 / max(1, t - 1 - t₀); ηₜ₊₁ = η / (1 + λ η t)^α, and
/// η₁ = η. As in PyTorch, a changed rate acts one step late, and the average follows the parameters until step t₀ + 2.
/// </para>
/// <para>
/// Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", SIAM Journal on Control and Optimization
/// 30(4), 1992; the rate from Xu, "Towards Optimal One Pass Large Scale Learning with Averaged Stochastic Gradient Descent",
/// 2011, with PyTorch's names.
/// </para>
/// </remarks>
// Merity et al. 2017 train language models (AWD-LSTM) at a rate of 30, and average at the end.
[SafeLearningRate(Usual = 1e-2, Notice = 1, Warn = 30)]
public sealed partial class AsgdAttribute : UpdateRuleAttribute
{
    /// <summary>λ: the decay of the parameters that also makes the rate fall.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Lambda { get; set; } = 1e-4;

    /// <summary>α: the power with which the rate falls.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Alpha { get; set; } = 0.75;

    /// <summary>t₀: how many steps to wait before averaging.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double AverageAfter { get; set; } = 1e6;

    /// <summary>κ: added to the gradient as κ w, the gradient of an L2 penalty.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether to climb instead of to descend.</summary>
    public bool Maximize { get; set; }

    /// <summary>2 / (L + λ + κ), of the rate with which it begins.</summary>
    /// <inheritdoc/>
    public override double StabilityLimit(double curvature) => 2 / (curvature + Lambda + WeightDecay);

    /// <summary>Lets the rate fall.</summary>
    /// <param name="eta">ηₜ, the rate of this step.</param>
    /// <param name="next">ηₜ₊₁, the rate of the next one.</param>
    /// <param name="step">The step that is running.</param>
    public void Begin(ref double eta, ref double next, StepInfo step)
    {
        eta = step.Count == 1 ? step.LearningRate : next;
        next = step.LearningRate / Math.Pow(1 + Lambda * step.LearningRate * step.Count, Alpha);
    }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="average">a, the average of the parameters, at which the model is meant to be evaluated.</param>
    /// <param name="eta">ηₜ, the rate of this step.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, [Average] ref Real average, double eta, StepInfo step)
    {
        Real d = Maximize ? -g : g;
        if (WeightDecay != 0)
        {
            d += WeightDecay * w;
        }

        w = (1 - Lambda * eta) * w - eta * d;
        double mu = 1 / Math.Max(1, step.Count - 1 - AverageAfter);
        average = mu == 1 ? w : average + mu * (w - average);
    }
}
