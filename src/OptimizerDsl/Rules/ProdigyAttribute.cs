namespace OptimizerDsl;

/// <summary>
/// Prodigy: Adam that finds its rate by itself, faster than D-Adaptation: a distance to the solution that grows.
/// </summary>
/// <remarks>
/// <para>
/// With δ = d η: r ← β₃ r + (d / d₀) δ Σ g (w₀ - w), over all parameters; s ← β₃ s + (d / d₀) δ g; m ← β₁ m + (1 - β₁) d g; v ←
/// β₂ v + (1 - β₂) d² g²; e = c r / Σ |s|; the largest e so far is the new d, which a step multiplies by γ at most; w ← (1 - λ δ)
/// w - δ m / (√v + d ε), where that d is the new one. w₀ are the parameters before the first step. With bias correction δ is
/// scaled by √(1 - β₂ᵗ) / (1 - β₁ᵗ). The sums need a sweep over memory of their own.
/// </para>
/// <para>
/// Mishchenko and Defazio, "Prodigy: An Expeditiously Adaptive Parameter-Free Learner", ICML 2024, algorithm 4; growth,
/// decays, bias correction and the safeguard as in the authors' code. The rate stays at 1, and schedules scale it; to tune the
/// method the authors change c. In a recipe with groups each finds a d of its own.
/// </para>
/// </remarks>
[RuleTraits(IsParameterFree = true)]
[SafeLearningRate(Usual = 1, Notice = 2, NoticeBelow = 0.5, WarnBelow = 0.1, Why = "DistanceCoefficient is what tunes this rule")]
public sealed partial class ProdigyAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: how much of the mean squared gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared gradients never moves", Usual = 0.999)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>β₃: how much of the sums for the distance is kept from step to step; 0 stands for √β₂.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true)]
    public double Beta3 { get; set; }

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>
    /// λ: by how much, times the rate that was found, each step shrinks the parameters; or what joins the gradient.
    /// </summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether the decay shrinks parameters by itself instead of joining the gradient as λ w.</summary>
    public bool DecoupledDecay { get; set; } = true;

    /// <summary>d₀: the distance before the first step; surely less than that to the solution.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double InitialDistance { get; set; } = 1e-6;

    /// <summary>c: scales the distance, and so the rate; from 0.5 to 2.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double DistanceCoefficient { get; set; } = 1;

    /// <summary>γ: by how much a step can multiply d; something like 1.02 acts as a warmup.</summary>
    [ValidRange(1, double.PositiveInfinity)]
    public double GrowthRate { get; set; } = double.PositiveInfinity;

    /// <summary>Whether Adam's bias correction scales the rate.</summary>
    public bool CorrectBias { get; set; }

    /// <summary>Whether s leaves the rate out, so that the small rates of a warmup do not make the distance too large.</summary>
    public bool SafeguardWarmup { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="start">w₀, the parameter before the first step.</param>
    /// <param name="m">The decaying mean of scaled gradients.</param>
    /// <param name="v">The decaying mean of squared scaled gradients.</param>
    /// <param name="s">The decaying sum of scaled gradients, for the distance.</param>
    /// <param name="distance">d.</param>
    /// <param name="largest">The largest distance that was estimated.</param>
    /// <param name="product">r, the decaying sum of inner products.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(
        ref Real w, Real g, [LeastPrecision] ref Real start, ref Real m, ref Real v, [LeastPrecision] ref Real s,
        ref double distance, ref double largest, ref double product, StepInfo step)
    {
        if (step.Count == 1)
        {
            start = w;
            distance = InitialDistance;
            largest = InitialDistance;
        }

        Real gradient = g;
        if (WeightDecay != 0 && !DecoupledDecay)
        {
            gradient += WeightDecay * w;
        }

        double d = distance;
        double beta3 = Beta3 == 0 ? Math.Sqrt(Beta2) : Beta3;
        double correction = CorrectBias ? Math.Sqrt(1 - Math.Pow(Beta2, step.Count)) / (1 - Math.Pow(Beta1, step.Count)) : 1;
        double delta = d * step.LearningRate * correction;
        double inner = Global.Sum(gradient * (start - w));
        product = beta3 * product + d / InitialDistance * delta * inner;
        m = Beta1 * m + d * (1 - Beta1) * gradient;
        v = Beta2 * v + d * d * (1 - Beta2) * gradient * gradient;
        s = beta3 * s + d / InitialDistance * (SafeguardWarmup ? d : delta) * gradient;

        double size = Global.Sum(Real.Abs(s));
        double estimate = size > 0 ? DistanceCoefficient * product / size : 0;
        // While nothing was found, the first estimate counts whole, however large; bounds on growth hold after it.
        double found = d == InitialDistance ? Math.Max(d, estimate) : d;
        largest = Math.Max(largest, estimate);
        distance = Math.Min(largest, found * GrowthRate);
        if (DecoupledDecay)
        {
            w *= 1 - delta * WeightDecay;
        }

        w -= delta * m / (Real.Sqrt(v) + distance * Epsilon);
    }
}
