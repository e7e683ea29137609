namespace OptimizerDsl;

/// <summary>AdEMAMix with one sum of gradients instead of two means, to which the gradient itself is added again.</summary>
/// <remarks>
/// <para>
/// m ← β₁ m + g; v ← β₂ v + (1 - β₂) g²; w ← (1 - η λ) w - η (m + α g) / (√(v / (1 - β₂ᵗ)) + ε). The sum is about 1 / (1 - β₁)
/// gradients long, so rates are smaller than Adam's by as much. During a warmup of T steps β₁ is the decay whose half-life is
/// (1 - t / T) t½(β₀) + (t / T) t½(β₁), where t½(β) = ln ½ / ln(β + 1e-8) - 1. With CorrectBias m + α g is divided by c ← β₁ c
/// + 1.
/// </para>
/// <para>
/// Morwani, Vyas, Zhang and Kakade, "Connections between Schedule-Free Optimizers, AdEMAMix, and Accelerated SGD Variants",
/// 2025, simplified AdEMAMix; warmup and corrections as in the authors' code.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-4, Notice = 1e-3, Warn = 1e-2)]
public sealed partial class SimplifiedAdEMAMixAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the sum of gradients is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the sum of the gradients never forgets", Usual = 0.99)]
    public double Beta1 { get; set; } = 0.99;

    /// <summary>β₂: how much of the mean squared gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared gradients never moves", Usual = 0.95)]
    public double Beta2 { get; set; } = 0.95;

    /// <summary>α: the weight of the gradient beside the sum.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Alpha { get; set; }

    /// <summary>β₀: where β₁ begins when it is warmed up.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true)]
    public double MinimumBeta1 { get; set; } = 0.9;

    /// <summary>T, in steps: how long β₁ rises; 0 for no warmup. The paper takes the whole run.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public long Beta1Warmup { get; set; }

    /// <summary>Whether the sum is divided by its weights, which makes it a mean.</summary>
    public bool CorrectBias { get; set; }

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>λ: by how much, times the rate, each step shrinks the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Warms β₁ up.</summary>
    /// <param name="beta1">β₁ in this step.</param>
    /// <param name="weights">c, the sum of the weights in the sum of gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Begin(ref double beta1, ref double weights, StepInfo step)
    {
        beta1 = Beta1;
        if (step.Count < Beta1Warmup)
        {
            double share = (double)step.Count / Beta1Warmup;
            beta1 = Math.Pow(0.5, 1 / ((1 - share) * HalfLife(MinimumBeta1) + share * HalfLife(Beta1) + 1));
        }

        weights = beta1 * weights + 1;
    }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying sum of gradients.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="beta1">β₁ in this step.</param>
    /// <param name="weights">c, the sum of the weights in the sum of gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real v, double beta1, double weights, StepInfo step)
    {
        m = beta1 * m + g;
        v = Beta2 * v + (1 - Beta2) * g * g;
        double rate = CorrectBias ? step.LearningRate / weights : step.LearningRate;
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        w *= 1 - step.LearningRate * WeightDecay;
        w -= rate * (m + Alpha * g) / (Real.Sqrt(v) * (1 / Math.Sqrt(c2)) + Epsilon);
    }

    private static double HalfLife(double beta) => Math.Log(0.5) / Math.Log(beta + 1e-8) - 1;
}
