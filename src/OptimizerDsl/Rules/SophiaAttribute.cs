namespace OptimizerDsl;

/// <summary>
/// Sophia: the mean gradient over the mean diagonal of the Hessian, where no parameter steps farther than a bound.
/// </summary>
/// <remarks>
/// <para>
/// m ← β₁ m + (1 - β₁) g; in steps 1, k + 1, 2 k + 1, … h ← β₂ h + (1 - β₂) ĥ; w ← (1 - η λ) w; w ← w - η clip(m / max(γ h, ε),
/// ρ). Before each of those steps fill the input "hessian" with an estimate ĥ of the Hessian's diagonal; in the others it is
/// not read. Sophia-G (Gauss-Newton-Bartlett) takes the batch size times the square of the gradient of the loss with labels
/// drawn from the model's own output; Sophia-H (Hutchinson) takes u · (H u) for a normal vector u.
/// </para>
/// <para>
/// Liu, Li, Hall, Liang and Ma, "Sophia: A Scalable Stochastic Second-order Optimizer for Language Model Pre-training", ICLR
/// 2024, algorithm 3; its first version clips by ρ and has no γ. The usual βs, λ and k are the authors' code's for
/// Sophia-G. The paper takes γ = 0.05 for Sophia-G and 0.01 for Sophia-H.
/// </para>
/// </remarks>
// The authors' code trains GPT-2 at 3e-4 to 5e-4.
[SafeLearningRate(Usual = 1e-4, Notice = 2e-3, Warn = 2e-2)]
public sealed partial class SophiaAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.965)]
    public double Beta1 { get; set; } = 0.965;

    /// <summary>β₂: how much of the mean Hessian is kept from estimate to estimate.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the estimates never moves", Usual = 0.99)]
    public double Beta2 { get; set; } = 0.99;

    /// <summary>γ: scales the Hessian; the larger, the fewer parameters are at the bound.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Gamma { get; set; } = 0.05;

    /// <summary>ρ: how far a step of rate 1 can move a parameter.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Rho { get; set; } = 1;

    /// <summary>ε: what takes the place of the Hessian where it is smaller, or negative.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-12;

    /// <summary>λ: by how much, times the rate, each step shrinks the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; } = 0.1;

    /// <summary>k, in steps: how often the Hessian is read.</summary>
    [ValidRange(1, double.PositiveInfinity, MaximumIsExclusive = true)]
    public long Every { get; set; } = 10;

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="hessian">ĥ, an estimate of its second derivative.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="h">The decaying mean of estimates.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, Real hessian, ref Real m, ref Real h, StepInfo step)
    {
        m = Beta1 * m + (1 - Beta1) * g;
        if ((step.Count - 1) % Every == 0)
        {
            h = Beta2 * h + (1 - Beta2) * hessian;
        }

        w *= 1 - step.LearningRate * WeightDecay;
        w -= step.LearningRate * Real.Clamp(m / Real.Max(Gamma * h, Epsilon), -Rho, Rho);
    }
}
