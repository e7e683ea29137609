namespace OptimizerDsl;

/// <summary>Adam for tables of which each step uses a few rows, such as embeddings: all others stay as they are.</summary>
/// <remarks>
/// <para>
/// m ← m + (1 - β₁) (g - m); v ← v + (1 - β₂) (g² - v); w ← w - η √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε). In contrast to
/// <see cref="AdamAttribute"/>, ε stands beside a √v that is not corrected.
/// </para>
/// <para>
/// Say <c>table.IsRowSparse = true</c> before the optimizer is built, and <c>table.TouchRows(rows)</c> before each step: then
/// the moments of other rows do not decay, and their parameters do not move, where Adam's mean gradient would still move
/// them. Without touched rows a step updates all. t counts the optimizer's steps, not the row's.
/// </para>
/// <para>
/// PyTorch's SparseAdam: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, end of section 2, lazily.
/// </para>
/// </remarks>
[SafeLearningRate(Usual = 1e-3, Notice = 1e-2, Warn = 1e-1)]
public sealed partial class SparseAdamAttribute : UpdateRuleAttribute
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

    /// <summary>Whether to climb instead of to descend.</summary>
    public bool Maximize { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="m">The decaying mean of gradients.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real m, ref Real v, StepInfo step)
    {
        Real d = Maximize ? -g : g;
        m += (1 - Beta1) * (d - m);
        v += (1 - Beta2) * (d * d - v);
        double correction = Math.Sqrt(1 - Math.Pow(Beta2, step.Count)) / (1 - Math.Pow(Beta1, step.Count));
        w -= step.LearningRate * correction * m / (Real.Sqrt(v) + Epsilon);
    }
}
