namespace OptimizerDsl;

/// <summary>ADOPT: Adam that divides each gradient by the mean square before it, and so converges whatever β₂.</summary>
/// <remarks>
/// <para>
/// d = g + λ w; in the first step v ← d² and nothing else; then x = d / max(√v, ε), clipped to ±(t - 1)^¼; m ← β₁ m + (1 - β₁)
/// x; w ← w - η m; v ← β₂ v + (1 - β₂) d². With decoupled decay d = g, and w ← (1 - η λ) w before each such step.
/// </para>
/// <para>
/// Taniguchi, Harada, Minegishi, Oshima, Jeong, Nagahara, Iiyama, Suzuki, Iwasawa and Matsuo, "ADOPT: Modified Adam Can
/// Converge with Any β₂ with the Optimal Rate", NeurIPS 2024, algorithm 2; both decays as in the authors' code.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-3, Notice = 1e-2, Warn = 1e-1)]
public sealed partial class AdoptAttribute : UpdateRuleAttribute
{
    /// <summary>β₁: how much of the mean gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the gradients never moves", Usual = 0.9)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂: how much of the mean squared gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared gradients never moves", Usual = 0.9999)]
    public double Beta2 { get; set; } = 0.9999;

    /// <summary>ε: the least by which a gradient is divided.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-6;

    /// <summary>Whether gradients are clipped once they are divided, in the first steps the most.</summary>
    public bool Clip { get; set; } = true;

    /// <summary>λ: the gradient of an L2 penalty, λ w, is added to the gradient; or else, how much each step shrinks w.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether the decay shrinks parameters by itself instead of joining the gradient.</summary>
    public bool DecoupledDecay { get; set; }

    /// <summary>Whether to climb instead of to descend.</summary>
    public bool Maximize { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of divided gradients.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real v, StepInfo step)
    {
        Real d = Maximize ? -g : g;
        if (WeightDecay != 0 && !DecoupledDecay)
        {
            d += WeightDecay * w;
        }

        if (step.Count > 1)
        {
            Real x = d / Real.Max(Real.Sqrt(v), Epsilon);
            if (Clip)
            {
                double bound = Math.Pow(step.Count - 1, 0.25);
                x = Real.Clamp(x, -bound, bound);
            }

            if (DecoupledDecay)
            {
                w *= 1 - step.LearningRate * WeightDecay;
            }

            m = Beta1 * m + (1 - Beta1) * x;
            w -= step.LearningRate * m;
        }

        v = step.Count == 1 ? d * d : Beta2 * v + (1 - Beta2) * d * d;
    }
}
