namespace OptimizerDsl;

/// <summary>DoG: gradient descent whose rate is the distance from the start over the root of all squared gradients.</summary>
/// <remarks>
/// <para>
/// d = g + λ w; r ← max(r, ‖w - w₀‖), which begins as ρ (1 + ‖w₀‖); s ← s + ‖d‖²; w ← w - η r / √(s + ε) d, with norms over all
/// parameters, and w₀ those before the first step. The norms need a sweep over memory of their own.
/// </para>
/// <para>
/// Ivgi, Hinder and Carmon, "DoG is SGD's Best Friend: A Parameter-Free Dynamic Step Size Schedule", ICML 2023, equation 1,
/// with the initial distance of its experiments. The authors find averages crucial: add <see cref="PolyakAverageAttribute"/> or
/// <see cref="EmaAttribute"/>. The rate stays at 1.
/// </para>
/// </remarks>
[RuleTraits(IsParameterFree = true)]
[SafeLearningRate(Usual = 1, Notice = 2, NoticeBelow = 0.5, WarnBelow = 0.1, Why = "the rule finds the rate itself")]
public sealed partial class DoGAttribute : UpdateRuleAttribute
{
    /// <summary>ρ: the initial distance, as a part of 1 + ‖w₀‖; the authors take 1e-4 with batch normalisation.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double RelativeDistance { get; set; } = 1e-6;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>λ: added to the gradient as λ w, the gradient of an L2 penalty.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="start">w₀, the parameter before the first step.</param>
    /// <param name="farthest">r, the largest distance from the start.</param>
    /// <param name="squares">s, the sum of squared norms of gradients.</param>
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

        double initial = RelativeDistance * (1 + Global.Norm(start));
        farthest = Math.Max(Math.Max(farthest, initial), Global.Norm(w - start));
        double norm = Global.Norm(d);
        squares += norm * norm;
        w -= step.LearningRate * farthest / Math.Sqrt(squares + Epsilon) * d;
    }
}
