namespace OptimizerDsl;

/// <summary>NovoGrad: momentum of gradients that each tensor scales by its own mean squared norm, one number a tensor.</summary>
/// <remarks>
/// <para>
/// For each tensor v ← β₂ v + (1 - β₂) ‖g‖², which begins as ‖g‖²; m ← β₁ m + g / (√v + ε) + λ w; w ← w - η m. With averaging
/// what is added to m is scaled by 1 - β₁.
/// </para>
/// <para>
/// Ginsburg, Castonguay, Hrinchuk, Kuchaiev, Lavrukhin, Leary, Li, Nguyen, Zhang and Cohen, "Stochastic Gradient Methods with
/// Layer-wise Adaptive Moments for Training of Deep Networks", 2019, algorithm 1; averaging as in the authors' code. The usual
/// βs are the paper's for images; optax takes 0.9 and 0.25.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-2, Notice = 0.1, Warn = 1)]
public sealed partial class NovoGradAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the velocity is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the velocity never decays and training diverges", Usual = 0.95)]
    public double Beta1 { get; set; } = 0.95;

    /// <summary>β₂: how much of the mean squared norm is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared norms never moves", Usual = 0.98)]
    public double Beta2 { get; set; } = 0.98;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>λ: the weight of the parameters themselves in what is added to the velocity.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether m is a mean instead of a sum.</summary>
    public bool Averaging { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying sum of scaled gradients.</param>
    /// <param name="v">The decaying mean of the tensor's squared norm.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref double v, StepInfo step)
    {
        double norm = PerTensor.Norm(g);
        v = step.Count == 1 ? norm * norm : Beta2 * v + (1 - Beta2) * norm * norm;
        Real d = 1 / (Math.Sqrt(v) + Epsilon) * g;
        if (WeightDecay != 0)
        {
            d += WeightDecay * w;
        }

        m = Beta1 * m + (Averaging ? (1 - Beta1) * d : d);
        w -= step.LearningRate * m;
    }
}
