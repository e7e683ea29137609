namespace OptimizerDsl;

/// <summary>LAMB: Adam whose steps are, in every tensor, as long as the tensor's own norm, times the rate.</summary>
/// <remarks>
/// <para>
/// m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; u = m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε) + λ w; for each tensor r = ‖w‖ /
/// ‖u‖, or 1 where one of both is 0; w ← w - η r u. The norms need a sweep over memory of their own.
/// </para>
/// <para>
/// You, Li, Reddi, Hseu, Kumar, Bhojanapalli, Song, Demmel, Keutzer and Hsieh, "Large Batch Optimization for Deep Learning:
/// Training BERT in 76 minutes", ICLR 2020, algorithm 2 with bias correction and φ(x) = x. The usual decay is the paper's;
/// optax's is 0. The authors' code has no ratio for biases and normalisation, see <see cref="ExcludeVectors"/>.
/// </para>
/// </remarks>
// The paper's largest rates, for minibatches of 32,768, are 5e-3 for BERT and 4e-2 for images.
[SafeLearningRate(Usual = 1e-3, Warn = 0.1)]
public sealed partial class LambAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: how much of the mean squared gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared gradients never moves", Usual = 0.999)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-6;

    /// <summary>λ: the weight of the parameters themselves in the direction of a step.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; } = 0.01;

    /// <summary>
    /// Whether tensors of fewer than two dimensions, such as biases and scales of normalisation, take Adam's step, without ratio
    /// and decay. The paper's algorithm treats all tensors alike, and so does the default.
    /// </summary>
    public bool ExcludeVectors { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real v, StepInfo step)
    {
        bool isExcluded = ExcludeVectors && PerTensor.Rank() < 2;
        m = Beta1 * m + (1 - Beta1) * g;
        v = Beta2 * v + (1 - Beta2) * g * g;
        double c1 = 1 - Math.Pow(Beta1, step.Count);
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        Real u = 1 / c1 * m / (Real.Sqrt(v) * (1 / Math.Sqrt(c2)) + Epsilon);
        if (WeightDecay != 0)
        {
            u += (isExcluded ? 0 : WeightDecay) * w;
        }

        double size = PerTensor.Norm(w);
        double length = PerTensor.Norm(u);
        double ratio = !isExcluded && size > 0 && length > 0 ? size / length : 1;
        w -= step.LearningRate * ratio * u;
    }
}
