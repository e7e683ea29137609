namespace OptimizerDsl;

/// <summary>LARS: momentum whose steps are, in every tensor, as long as a part of the tensor's own norm.</summary>
/// <remarks>
/// <para>
/// d = g + λ w; for each tensor r = κ ‖w‖ / (‖g‖ + λ ‖w‖ + ε), or 1 where ‖w‖ or ‖g‖ is 0; u ← μ u + η r d; w ← w - u, and with
/// Nesterov w ← w - (η r d + μ u).
/// </para>
/// <para>
/// You, Gitman and Ginsburg, "Large Batch Training of Convolutional Networks", 2017, algorithm 1; the ratio of 1 and Nesterov
/// as in optax and timm. optax divides by ‖g + λ w‖ instead, and timm keeps the rate out of the velocity.
/// </para>
/// </remarks>
// Kumar et al., "Scale MLPerf-0.6 models on Google TPU-v3 Pods", 2019, train ResNet-50 with minibatches of 32,768 at 31.2.
[SafeLearningRate(Usual = 1, Notice = 50)]
public sealed partial class LarsAttribute : UpdateRuleAttribute
{
    /// <summary>μ: how much of the velocity is kept from step to step; 0 keeps no velocity at all.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the velocity never decays and training diverges", Usual = 0.9)]
    public double Momentum { get; set; } = 0.9;

    /// <summary>Whether the step looks ahead along the velocity.</summary>
    public bool Nesterov { get; set; }

    /// <summary>κ: how long a step of rate 1 is, as a part of the tensor's norm.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double TrustCoefficient { get; set; } = 1e-3;

    /// <summary>ε: keeps the ratio finite where gradients are tiny.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; }

    /// <summary>λ: added to the gradient as λ w, the gradient of an L2 penalty; the paper takes 5e-4.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>
    /// Whether tensors of fewer than two dimensions, such as biases and scales of normalisation, step by the rate alone, without
    /// ratio and decay. The paper treats all tensors alike, and so does the default; recipes for ImageNet leave them out.
    /// </summary>
    public bool ExcludeVectors { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="velocity">u, the decaying sum of scaled gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real velocity, StepInfo step)
    {
        bool isExcluded = ExcludeVectors && PerTensor.Rank() < 2;
        double decay = isExcluded ? 0 : WeightDecay;
        double size = PerTensor.Norm(w);
        double slope = PerTensor.Norm(g);
        bool hasRatio = !isExcluded && size > 0 && slope > 0;
        double ratio = hasRatio ? TrustCoefficient * size / (slope + decay * size + Epsilon) : 1;
        Real d = g;
        if (WeightDecay != 0)
        {
            d += decay * w;
        }

        d *= step.LearningRate * ratio;
        if (Momentum != 0)
        {
            velocity = Momentum * velocity + d;
            d = Nesterov ? d + Momentum * velocity : velocity;
        }

        w -= d;
    }
}
