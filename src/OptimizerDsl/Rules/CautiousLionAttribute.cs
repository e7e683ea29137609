namespace OptimizerDsl;

/// <summary>Cautious Lion: only parameters whose step would go down their gradient take it, and the others' share.</summary>
/// <remarks>
/// <para>
/// u = sign(β₁ m + (1 - β₁) g); φ = 1 where u g > 0, else 0; for each tensor s = 1 / max(mean φ, 10⁻³); w ← (1 - η λ) w - η s φ
/// u; m ← β₂ m + (1 - β₂) g. The mean needs a sweep over memory of its own.
/// </para>
/// <para>
/// Liang, Chen, Liu and Liu, "Cautious Optimizers: Improving Training with One Line of Code", 2024, algorithm 1 for Lion; the
/// bound on the mean, and the decay before the step, as in the authors' code.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-4, Notice = 1e-3, Warn = 1e-2)]
public sealed partial class CautiousLionAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean takes part in the direction of a step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: how much of the mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.99)]
    public double Beta2 { get; set; } = 0.99;

    /// <summary>λ: by how much, times the rate, each step shrinks the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, StepInfo step)
    {
        Real u = Real.Sign(Beta1 * m + (1 - Beta1) * g);
        Real mask = u * g > 0 ? 1 : 0;
        double scale = 1 / Math.Max(PerTensor.Sum(mask) / PerTensor.Count(), 1e-3);
        w *= 1 - step.LearningRate * WeightDecay;
        w -= step.LearningRate * scale * mask * u;
        m = Beta2 * m + (1 - Beta2) * g;
    }
}
