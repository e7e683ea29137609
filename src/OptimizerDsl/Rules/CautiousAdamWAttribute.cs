namespace OptimizerDsl;

/// <summary>Cautious AdamW: only parameters whose step would go down their gradient take it, and the others' share.</summary>
/// <remarks>
/// <para>
/// m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; φ = 1 where m g > 0, else 0; for each tensor s = 1 / max(mean φ, 10⁻³); w ← (1
/// - η λ) w - η s φ m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε). The mean needs a sweep over memory of its own.
/// </para>
/// <para>
/// Liang, Chen, Liu and Liu, "Cautious Optimizers: Improving Training with One Line of Code", 2024, algorithm 1 for AdamW; the
/// bound on the mean, the usual ε and no decay as in the authors' code, which leaves ε out of the bias correction.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-3, Notice = 1e-2, Warn = 1e-1)]
public sealed partial class CautiousAdamWAttribute : UpdateRuleAttribute
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

    /// <summary>λ: by how much, times the rate, each step shrinks the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real v, StepInfo step)
    {
        m = Beta1 * m + (1 - Beta1) * g;
        v = Beta2 * v + (1 - Beta2) * g * g;
        Real mask = m * g > 0 ? 1 : 0;
        double scale = 1 / Math.Max(PerTensor.Sum(mask) / PerTensor.Count(), 1e-3);
        double c1 = 1 - Math.Pow(Beta1, step.Count);
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        w *= 1 - step.LearningRate * WeightDecay;
        w -= step.LearningRate * scale / c1 * mask * m / (Real.Sqrt(v) * (1 / Math.Sqrt(c2)) + Epsilon);
    }
}
