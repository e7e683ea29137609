namespace OptimizerDsl;

/// <summary>
/// D-Adaptation for AdamW: finds the rate by itself, as a lower bound on the distance to the solution that grows.
/// </summary>
/// <remarks>
/// <para>
/// With δ = d η and b = √β₂: r ← b r + (1 - b) δ Σ g s / (√v + ε), over all parameters, with s and v of the step before; s ← b s
/// + (1 - b) δ g; m ← β₁ m + (1 - β₁) δ g; v ← β₂ v + (1 - β₂) g²; d ← max(d, min(r / ((1 - b) Σ |s|), d γ)); w ← (1 - λ δ) w -
/// m / (√v + ε). With bias correction δ is scaled by √(1 - β₂ᵗ) / (1 - β₁ᵗ). The sums need a sweep over memory of their own.
/// </para>
/// <para>
/// Defazio and Mishchenko, "Learning-Rate-Free Learning by D-Adaptation", ICML 2023, algorithm 5; decay, growth and bias
/// correction as in the authors' code. optax always corrects bias and never bounds growth. In a recipe with groups each finds
/// a d of its own. The rate stays at 1, and schedules scale it.
/// </para>
/// </remarks>
[RuleTraits(IsParameterFree = true)]
[SafeLearningRate(Usual = 1, Notice = 2, NoticeBelow = 0.5, WarnBelow = 0.1, Why = "the rule finds the rate itself")]
public sealed partial class DAdaptAdamWAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: how much of the mean squared gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared gradients never moves", Usual = 0.999)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>
    /// λ: by how much, times the rate that was found, each step shrinks the parameters, whatever their gradients.
    /// </summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>d before the first step: surely less than the distance to the solution.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double InitialDistance { get; set; } = 1e-6;

    /// <summary>γ: by how much a step can multiply d; something like 1.02 acts as a warmup.</summary>
    [ValidRange(1, double.PositiveInfinity)]
    public double GrowthRate { get; set; } = double.PositiveInfinity;

    /// <summary>Whether Adam's bias correction scales the rate.</summary>
    public bool CorrectBias { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of scaled gradients.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="s">The decaying mean of scaled gradients, for the distance.</param>
    /// <param name="distance">d, the lower bound on the distance to the solution.</param>
    /// <param name="product">r, the decaying mean of inner products.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(
        ref Real w, Real g, ref Real m, ref Real v, [LeastPrecision] ref Real s, ref double distance, ref double product, StepInfo step)
    {
        double d = step.Count == 1 ? InitialDistance : distance;
        double correction = CorrectBias ? Math.Sqrt(1 - Math.Pow(Beta2, step.Count)) / (1 - Math.Pow(Beta1, step.Count)) : 1;
        double delta = d * step.LearningRate * correction;
        double root = Math.Sqrt(Beta2);

        double inner = Global.Sum(g * s / (Real.Sqrt(v) + Epsilon));
        product = root * product + (1 - root) * delta * inner;
        s = root * s + (1 - root) * delta * g;
        m = Beta1 * m + (1 - Beta1) * delta * g;
        v = Beta2 * v + (1 - Beta2) * g * g;

        double size = Global.Sum(Real.Abs(s));
        double estimate = size > 0 ? product / ((1 - root) * size) : 0;
        distance = Math.Max(d, Math.Min(estimate, d * GrowthRate));
        w *= 1 - delta * WeightDecay;
        w -= m / (Real.Sqrt(v) + Epsilon);
    }
}
