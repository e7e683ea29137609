namespace OptimizerDsl;

/// <summary>
/// MADGRAD: dual averaging with momentum, from the first parameters on, over the cube root of the sum of squared gradients.
/// </summary>
/// <remarks>
/// <para>
/// d = g + λ w; κ = (η + ε) √t; s ← s + κ d; v ← v + κ d²; z = w₀ - s / (∛v + ε); w ← μ w + (1 - μ) z, where w₀ are the
/// parameters before the first step. With decoupled decay d = g, and (η + ε) λ w, of w before the step, is taken from it at
/// last.
/// </para>
/// <para>
/// Defazio and Jelassi, "Adaptivity without Compromise: A Momentumized, Adaptive, Dual Averaged Gradient Method for Stochastic
/// Optimization", JMLR 23, 2022, algorithm 1; the ε beside η, and both decays, as in the authors' code.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-2, Notice = 1e-1, Warn = 1)]
public sealed partial class MadgradAttribute : UpdateRuleAttribute
{
    /// <summary>μ: how much of the parameter is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the parameters never move", Usual = 0.9)]
    public double Momentum { get; set; } = 0.9;

    /// <summary>ε: keeps the division away from zero; with 0, nothing moves where all gradients were zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-6;

    /// <summary>λ: the gradient of an L2 penalty, λ w, is added to the gradient; or else, how much each step shrinks w.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether the decay shrinks parameters by itself instead of joining the gradient.</summary>
    public bool DecoupledDecay { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="start">w₀, the parameter before the first step.</param>
    /// <param name="s">The weighted sum of gradients.</param>
    /// <param name="v">The weighted sum of squared gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(
        ref Real w, Real g, [LeastPrecision] ref Real start, [LeastPrecision] ref Real s, [LeastPrecision] ref Real v, StepInfo step)
    {
        if (step.Count == 1)
        {
            start = w;
        }

        Real d = g;
        if (WeightDecay != 0 && !DecoupledDecay)
        {
            d += WeightDecay * w;
        }

        double rate = step.LearningRate + Epsilon;
        double kappa = rate * Math.Sqrt(step.Count);
        s += kappa * d;
        v += kappa * d * d;
        Real root = Real.Pow(v, 1.0 / 3) + Epsilon;
        Real far = s / root;
        if (Epsilon == 0)
        {
            far = root == 0 ? 0 : far;
        }

        Real before = w;
        w = Momentum * w + (1 - Momentum) * (start - far);
        if (DecoupledDecay)
        {
            w -= rate * WeightDecay * before;
        }
    }
}
