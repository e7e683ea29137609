namespace OptimizerDsl;

/// <summary>Lion: every parameter steps by the same distance, in the direction of a sign, with decoupled weight decay.</summary>
/// <remarks>
/// <para>
/// u = sign(β₁ m + (1 - β₁) g); w ← w - η (u + λ w); m ← β₂ m + (1 - β₂) g.
/// </para>
/// <para>
/// Chen, Liang, Huang, Real, Wang, Liu, Pham, Dong, Luong, Hsieh, Lu and Le, "Symbolic Discovery of Optimization Algorithms",
/// NeurIPS 2023, algorithm 2. Rates want to be 3 to 10 times smaller than AdamW's, and decays as much larger.
/// </para>
/// </remarks>
[ConvertsTo(typeof(AdamWAttribute), LearningRate = 10, WeightDecay = 0.1)]
// The paper trains ViT-B/16 on ImageNet at 1e-4.
[SafeLearningRate(Usual = 1e-4, Notice = 3e-4, Warn = 1e-3, Why = "sign updates move every weight by the full rate")]
public sealed partial class LionAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean takes part in the direction of a step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "gradients take no part in the direction of a step", Usual = 0.9)]
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
        w *= 1 - step.LearningRate * WeightDecay;
        w -= step.LearningRate * u;
        m = Beta2 * m + (1 - Beta2) * g;
    }
}
