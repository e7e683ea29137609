namespace OptimizerDsl;

/// <summary>
/// MoMo: momentum whose rate is as large as a model of the loss allows, made of past losses and gradients, and η at most.
/// </summary>
/// <remarks>
/// <para>
/// m ← β m + (1 - β) g; f ← β f + (1 - β) loss; γ ← β γ + (1 - β) Σ w g, each beginning as what is averaged, and ρ = 1; with bias
/// correction each begins as 0, and ρ = 1 - βᵗ. With κ = 1 + η λ: τ = min(η / ρ, max(κ (f - ρ f* - γ) + Σ w m, 0) / Σ m²); w ← (w
/// - τ m) / κ, with sums over all parameters, which need a sweep over memory of their own.
/// </para>
/// <para>
/// Schaipp, Ohana, Eickenberg, Defazio and Gower, "MoMo: Momentum Models for Adaptive Learning Rates", ICML 2024, algorithm 1;
/// with an estimated bound, f* follows algorithm 3 (MoMo*), from the given one up, as in the authors' code.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1)]
public sealed partial class MomoAttribute : UpdateRuleAttribute
{
    /// <summary>β: how much of the means is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Beta { get; set; } = 0.9;

    /// <summary>f*: the smallest loss that there can be.</summary>
    public double LowerBound { get; set; }

    /// <summary>Whether f* is estimated step by step, from <see cref="LowerBound"/> up.</summary>
    public bool EstimateBound { get; set; }

    /// <summary>λ: by how much, times the rate, each step shrinks the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether means begin as 0, and that is corrected.</summary>
    public bool CorrectBias { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="loss">f, the decaying mean of losses.</param>
    /// <param name="gamma">γ, the decaying mean of inner products of parameters and gradients.</param>
    /// <param name="bound">f*, where it is estimated.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(
        ref Real w, Real g, ref Real m, ref double loss, ref double gamma, ref double bound, StepInfo step)
    {
        // What a mean keeps of itself.
        double keep = step.Count == 1 && !CorrectBias ? 0 : Beta;
        double rho = CorrectBias ? 1 - Math.Pow(Beta, step.Count) : 1;
        double kappa = 1 + step.LearningRate * WeightDecay;
        m = keep * m + (1 - keep) * g;
        loss = keep * loss + (1 - keep) * step.Loss;
        gamma = keep * gamma + (1 - keep) * Global.Sum(w * g);
        double inner = Global.Sum(w * m);
        double norm = Global.Norm(m);

        double above = kappa * (loss - gamma) + inner;
        double lowest = LowerBound;
        if (EstimateBound)
        {
            lowest = step.Count == 1 ? LowerBound : bound;
            lowest = above < kappa * rho * lowest ? Math.Max(above / (2 * kappa * rho), LowerBound) : lowest;
        }

        double reach = Math.Max(above - kappa * rho * lowest, 0);
        double rate = norm > 0 ? Math.Min(step.LearningRate / rho, reach / (norm * norm)) : 0;
        bound = Math.Max((loss + inner - gamma - 0.5 * rate * norm * norm) / rho, LowerBound);
        w = 1 / kappa * (w - rate * m);
    }
}
