namespace OptimizerDsl;

/// <summary>
/// Adadelta: gradients in units of the parameter, by the ratio of two decaying means, with optional L2 weight decay.
/// </summary>
/// <remarks>
/// <para>
/// d = g + λ w; v ← ρ v + (1 - ρ) d²; x = √(u + ε) / √(v + ε) · d; u ← ρ u + (1 - ρ) x²; w ← w - η x. The paper has no rate,
/// which is η = 1.
/// </para>
/// <para>
/// Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012, algorithm 1; the rate and L2 as in PyTorch.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1, Warn = 10, NoticeBelow = 0.01, Why = "it finds the length of steps by itself, which the rate multiplies")]
public sealed partial class AdadeltaAttribute : UpdateRuleAttribute
{
    /// <summary>ρ: how much of both means is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the means never move", Usual = 0.9)]
    public double Rho { get; set; } = 0.9;

    /// <summary>ε: stands under both roots, and so also says how long the first steps are.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-6;

    /// <summary>λ: added to the gradient as λ w, the gradient of an L2 penalty.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether to climb instead of to descend.</summary>
    public bool Maximize { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="u">The decaying mean of squared steps, before the rate.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real v, ref Real u, StepInfo step)
    {
        Real d = Maximize ? -g : g;
        if (WeightDecay != 0)
        {
            d += WeightDecay * w;
        }

        v = Rho * v + (1 - Rho) * d * d;
        Real x = Real.Sqrt(u + Epsilon) / Real.Sqrt(v + Epsilon) * d;
        u = Rho * u + (1 - Rho) * x * x;
        w -= step.LearningRate * x;
    }
}
