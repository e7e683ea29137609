namespace OptimizerDsl;

/// <summary>DoWG: DoG with gradients weighted by the distance at which they were seen, so that its rate can also rise.</summary>
/// <remarks>
/// <para>
/// d = g + λ w; r ← max(r, ‖w - w₀‖), which begins as r₀; s ← s + r² ‖d‖²; w ← w - η r² / (√s + ε) d, with norms over all
/// parameters, and w₀ those before the first step. The norms need a sweep over memory of their own.
/// </para>
/// <para>
/// Khaled, Mishchenko and Jin, "DoWG Unleashed: An Efficient Universal Parameter-Free Gradient Descent Method", NeurIPS 2023,
/// algorithm 1; ε and r₀ as in the authors' code, and as optax's, which name r₀². The rate stays at 1.
/// </para>
/// </remarks>
[RuleTraits(IsParameterFree = true)]
[SafeLearningRate(Usual = 1, Notice = 2, NoticeBelow = 0.5, WarnBelow = 0.1, Why = "the rule finds the rate itself")]
public sealed partial class DoWGAttribute : UpdateRuleAttribute
{
    /// <summary>r₀: the initial distance; surely less than that to the solution.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double InitialDistance { get; set; } = 1e-2;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-4;

    /// <summary>λ: added to the gradient as λ w, the gradient of an L2 penalty.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="start">w₀, the parameter before the first step.</param>
    /// <param name="farthest">r, the largest distance from the start.</param>
    /// <param name="squares">s, the weighted sum of squared norms of gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(
        ref Real w, Real g, [LeastPrecision] ref Real start, ref double farthest, ref double squares, StepInfo step)
    {
        if (step.Count == 1)
        {
            start = w;
        }

        Real d = g;
        if (WeightDecay != 0)
        {
            d += WeightDecay * w;
        }

        farthest = Math.Max(Math.Max(farthest, InitialDistance), Global.Norm(w - start));
        double norm = Global.Norm(d);
        double square = farthest * farthest;
        squares += square * norm * norm;
        w -= step.LearningRate * square / (Math.Sqrt(squares) + Epsilon) * d;
    }
}
