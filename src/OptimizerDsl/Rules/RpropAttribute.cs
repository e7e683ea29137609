namespace OptimizerDsl;

/// <summary>
/// Resilient backpropagation: steps by signs, each parameter by a length of its own, which grows while the sign stays and
/// shrinks when it turns. For gradients of the whole data, not of minibatches.
/// </summary>
/// <remarks>
/// <para>
/// p = g · (previous g); Δ ← clamp(η⁺ Δ if p > 0, η⁻ Δ if p &lt; 0, else Δ; Δmin, Δmax); if p &lt; 0 the gradient counts as
/// zero, in this step and as the previous one of the next; w ← w - sign(g) Δ. The learning rate is the first Δ; later steps do
/// not see it, as in PyTorch, so that schedules change nothing.
/// </para>
/// <para>
/// Riedmiller and Braun, "A Direct Adaptive Method for Faster Backpropagation Learning: The RPROP Algorithm", ICNN 1993, in the
/// form without going back, iRprop⁻ of Igel and Hüsken, "Improving the Rprop Learning Algorithm", NC 2000.
/// </para>
/// </remarks>
// PyTorch's longest step is 50, so a larger first one can only be a mistake.
[SafeLearningRate(Usual = 1e-2, Notice = 1, Warn = 50)]
public sealed partial class RpropAttribute : UpdateRuleAttribute
{
    /// <summary>η⁻: the factor of the length when the sign turns.</summary>
    [ValidRange(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Shrink { get; set; } = 0.5;

    /// <summary>η⁺: the factor of the length when the sign stays.</summary>
    [ValidRange(1, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Grow { get; set; } = 1.2;

    /// <summary>Δmin: the shortest step.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double MinimumLength { get; set; } = 1e-6;

    /// <summary>Δmax: the longest step.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double MaximumLength { get; set; } = 50;

    /// <summary>Whether to climb instead of to descend.</summary>
    public bool Maximize { get; set; }

    /// <summary>Whether there is a length for steps to have.</summary>
    [Constraint("MinimumLength of Rprop is above MaximumLength, so no length of a step lies between them. Lower MinimumLength.", Severity = FindingSeverity.Error)]
    public bool HasLengths => MinimumLength <= MaximumLength;

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="previous">The gradient of the step before, or zero where its sign turned.</param>
    /// <param name="length">Δ, how far the parameter goes in a step.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(
        ref Real w, Real g, ref Real previous, [LeastPrecision(StatePrecision.BFloat16)] ref Real length, StepInfo step)
    {
        Real d = Maximize ? -g : g;
        if (step.Count == 1)
        {
            length = step.LearningRate;
        }

        Real agreement = d * previous;
        length = Real.Clamp(length * (agreement > 0 ? Grow : agreement < 0 ? Shrink : 1), MinimumLength, MaximumLength);
        d = agreement < 0 ? 0 : d;
        w -= Real.Sign(d) * length;
        previous = d;
    }
}
