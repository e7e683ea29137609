namespace OptimizerDsl;

/// <summary>
/// MoMo-Adam: Adam whose rate is as large as a model of the loss allows, made of past losses and gradients, and η at most.
/// </summary>
/// <remarks>
/// <para>
/// m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; f ← β₁ f + (1 - β₁) loss; γ ← β₁ γ + (1 - β₁) Σ w g; D = √(v / (1 - β₂ᵗ)) + ε.
/// With ρ = 1 - β₁ᵗ and κ = 1 + η λ: τ = min(η / ρ, max(κ (f - ρ f* - γ) + Σ w m, 0) / Σ m² / D); w ← (w - τ m / D) / κ, or
/// without division w ← (1 - η λ) w - τ m / D, with sums over all parameters, which need a sweep over memory of their own.
/// </para>
/// <para>
/// Schaipp, Ohana, Eickenberg, Defazio and Gower, "MoMo: Momentum Models for Adaptive Learning Rates", ICML 2024, algorithm 2;
/// with an estimated bound, f* follows algorithm 3 (MoMo*), from the given one up, as in the authors' code.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-2, Notice = 1)]
public sealed partial class MomoAdamAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean gradient, and of the mean loss, is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: how much of the mean squared gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared gradients never moves", Usual = 0.999)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>f*: the smallest loss that there can be.</summary>
    public double LowerBound { get; set; }

    /// <summary>Whether f* is estimated step by step, from <see cref="LowerBound"/> up.</summary>
    public bool EstimateBound { get; set; }

    /// <summary>λ: by how much, times the rate, each step shrinks the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether the decay divides after the step, as in the paper, or multiplies before it, as AdamW's does.</summary>
    public bool Proximal { get; set; } = true;

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="loss">f, the decaying mean of losses.</param>
    /// <param name="gamma">γ, the decaying mean of inner products of parameters and gradients.</param>
    /// <param name="bound">f*, where it is estimated.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(
        ref Real w, Real g, ref Real m, ref Real v, ref double loss, ref double gamma, ref double bound, StepInfo step)
    {
        double rho = 1 - Math.Pow(Beta1, step.Count);
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        double kappa = 1 + step.LearningRate * WeightDecay;
        m = Beta1 * m + (1 - Beta1) * g;
        v = Beta2 * v + (1 - Beta2) * g * g;
        loss = Beta1 * loss + (1 - Beta1) * step.Loss;
        gamma = Beta1 * gamma + (1 - Beta1) * Global.Sum(w * g);
        Real direction = m / (Real.Sqrt(v) * (1 / Math.Sqrt(c2)) + Epsilon);
        double inner = Global.Sum(w * m);
        double square = Global.Sum(m * direction);

        double above = kappa * (loss - gamma) + inner;
        double lowest = LowerBound;
        if (EstimateBound)
        {
            lowest = step.Count == 1 ? LowerBound : bound;
            lowest = above < kappa * rho * lowest ? Math.Max(above / (2 * kappa * rho), LowerBound) : lowest;
        }

        double reach = Math.Max(above - kappa * rho * lowest, 0);
        double rate = square > 0 ? Math.Min(step.LearningRate / rho, reach / square) : 0;
        bound = Math.Max((loss + inner - gamma - 0.5 * rate * square) / rho, LowerBound);
        if (!Proximal)
        {
            w *= 1 - step.LearningRate * WeightDecay;
        }

        w -= rate * direction;
        if (Proximal)
        {
            w *= 1 / kappa;
        }
    }
}
