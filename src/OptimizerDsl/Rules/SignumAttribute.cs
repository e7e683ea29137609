namespace OptimizerDsl;

/// <summary>
/// Sign descent with momentum: every parameter steps by the same distance, in the direction of its mean gradient's sign.
/// </summary>
/// <remarks>
/// <para>
/// m ← β m + (1 - β) g; w ← w - η (sign(m) + λ w).
/// </para>
/// <para>
/// Bernstein, Wang, Azizzadenesheli and Anandkumar, "signSGD: Compressed Optimisation for Non-Convex Problems", ICML 2018,
/// algorithm 2; the decay as in Bernstein, Zhao, Azizzadenesheli and Anandkumar, "signSGD with Majority Vote is Communication
/// Efficient and Fault Tolerant", ICLR 2019, algorithm 1.
/// </para>
/// </remarks>
// The paper trains ResNet-50 on ImageNet at 1e-4.
[SafeLearningRate(Usual = 1e-4, Notice = 1e-2, Warn = 1e-1, Why = "sign updates move every weight by the full rate")]
public sealed partial class SignumAttribute : UpdateRuleAttribute
{
    /// <summary>β: how much of the mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Momentum { get; set; } = 0.9;

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
        m = Momentum * m + (1 - Momentum) * g;
        w *= 1 - step.LearningRate * WeightDecay;
        w -= step.LearningRate * Real.Sign(m);
    }
}
