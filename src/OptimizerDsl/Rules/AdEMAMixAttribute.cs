namespace OptimizerDsl;

/// <summary>AdEMAMix: AdamW with a second, much slower mean gradient beside its own.</summary>
/// <remarks>
/// <para>
/// f ← β₁ f + (1 - β₁) g; s ← β₃ s + (1 - β₃) g; v ← β₂ v + (1 - β₂) g²; w ← (1 - η λ) w - η (f / (1 - β₁ᵗ) + α s) / (√(v / (1
/// - β₂ᵗ)) + ε). During a warmup of T steps α is α t / T, and β₃ the decay whose half-life is (1 - t / T) t½(β₁) + (t / T)
/// t½(β₃), where t½(β) = ln ½ / ln(β + 1e-8) - 1.
/// </para>
/// <para>
/// Pagliardini, Ablin and Grangier, "The AdEMAMix Optimizer: Better, Faster, Older", ICLR 2025, algorithm 1, with the schedules
/// of its section 3; the usual α, and 1e-8 in the half-life, as in the authors' code.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-3, Notice = 1e-2, Warn = 1e-1)]
public sealed partial class AdEMAMixAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the fast mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: how much of the mean squared gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared gradients never moves", Usual = 0.999)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>β₃: how much of the slow mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the slow mean of the gradients never moves", Usual = 0.9999)]
    public double Beta3 { get; set; } = 0.9999;

    /// <summary>α: the weight of the slow mean.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Alpha { get; set; } = 2;

    /// <summary>T of α, in steps: how long it rises from 0; 0 for no warmup. The paper takes the whole run.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public long AlphaWarmup { get; set; }

    /// <summary>T of β₃, in steps: how long it rises from β₁; 0 for no warmup. The paper takes the whole run.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public long Beta3Warmup { get; set; }

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>λ: by how much, times the rate, each step shrinks the parameters, whatever their gradients.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>2 / (1 - β₂) steps: until then the mean squared gradient is that of a few steps.</summary>
    // Ma and Yarats, "On the Adequacy of Untuned Warmup for Adaptive Optimization", AAAI 2021. Below 0.99 it is
    // a matter of a few steps.
    public override long RecommendedWarmup => Beta2 >= 0.99 ? (long)Math.Round(2 / (1 - Beta2)) : 0;

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="fast">f, the fast decaying mean of gradients.</param>
    /// <param name="slow">s, the slow decaying mean of gradients.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real fast, [LeastPrecision] ref Real slow, ref Real v, StepInfo step)
    {
        double alpha = step.Count < AlphaWarmup ? Alpha * step.Count / AlphaWarmup : Alpha;
        double beta3 = Beta3;
        if (step.Count < Beta3Warmup)
        {
            double share = (double)step.Count / Beta3Warmup;
            beta3 = Math.Pow(0.5, 1 / ((1 - share) * HalfLife(Beta1) + share * HalfLife(Beta3) + 1));
        }

        fast = Beta1 * fast + (1 - Beta1) * g;
        slow = beta3 * slow + (1 - beta3) * g;
        v = Beta2 * v + (1 - Beta2) * g * g;
        double c1 = 1 - Math.Pow(Beta1, step.Count);
        double c2 = 1 - Math.Pow(Beta2, step.Count);
        w *= 1 - step.LearningRate * WeightDecay;
        w -= step.LearningRate * (1 / c1 * fast + alpha * slow) / (Real.Sqrt(v) * (1 / Math.Sqrt(c2)) + Epsilon);
    }

    private static double HalfLife(double beta) => Math.Log(0.5) / Math.Log(beta + 1e-8) - 1;
}
