namespace OptimizerDsl;

/// <summary>
/// COCOB-Backprop: no learning rate; each parameter bets on its next gradient with what its bets have won so far.
/// </summary>
/// <remarks>
/// <para>
/// d = η (g + λ w); L ← max(L, |d|), where L begins as ε; G ← G + |d|; R ← max(R - d (w - w₁), 0); θ ← θ - d; w ← w₁ + θ (L +
/// R) / (L max(G + L, α L)), where w₁ are the parameters before the first step. A constant rate η changes nothing, for the bets
/// do not depend on the scale of gradients; a schedule weighs the gradients of its steps, as in optax.
/// </para>
/// <para>
/// Orabona and Tommasi, "Training Deep Networks without Learning Rates Through Coin Betting", NeurIPS 2017, algorithm 2; ε and
/// L2 as in optax.
/// </para>
/// </remarks>
[RuleTraits(IsParameterFree = true)]
[SafeLearningRate(Usual = 1)]
public sealed partial class CocobAttribute : UpdateRuleAttribute
{
    /// <summary>α: a bet is at most 1 / α of what there is to bet, until gradients have added up.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Alpha { get; set; } = 100;

    /// <summary>ε: the largest gradient before the first one.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>λ: added to the gradient as λ w, the gradient of an L2 penalty.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="start">w₁, the parameter before the first step.</param>
    /// <param name="largest">L, the largest gradient.</param>
    /// <param name="sum">G, the sum of the sizes of gradients.</param>
    /// <param name="reward">R, what the bets have won.</param>
    /// <param name="theta">θ, the sum of negative gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(
        ref Real w, Real g, [LeastPrecision] ref Real start, [LeastPrecision] ref Real largest, [LeastPrecision] ref Real sum,
        [LeastPrecision] ref Real reward, [LeastPrecision] ref Real theta, StepInfo step)
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

        d *= step.LearningRate;
        largest = Real.Max(Real.Max(largest, Epsilon), Real.Abs(d));
        sum += Real.Abs(d);
        reward = Real.Max(reward - d * (w - start), 0);
        theta -= d;
        w = start + theta / (largest * Real.Max(sum + largest, Alpha * largest)) * (largest + reward);
    }
}
