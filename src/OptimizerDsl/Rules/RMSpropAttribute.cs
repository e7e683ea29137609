namespace OptimizerDsl;

/// <summary>RMSprop: gradients over the root of their mean square, with optional centring, momentum and L2 weight decay.</summary>
/// <remarks>
/// <para>
/// d = g + λ w; v ← ρ v + (1 - ρ) d²; centred, m ← ρ m + (1 - ρ) d and s = v - m², else s = v; x = d / (√s + ε); with momentum
/// u ← μ u + x and w ← w - η u, without w ← w - η x. The ε stands outside of the root, as in PyTorch.
/// </para>
/// <para>
/// Tieleman and Hinton, "Neural Networks for Machine Learning", lecture 6.5, Coursera 2012; centring from Graves, "Generating
/// Sequences With Recurrent Neural Networks", 2013, equations 38 to 41.
/// </para>
/// </remarks>
// Szegedy et al. 2015 train Inception with 0.045 and an ε of 1.
[SafeLearningRate(Usual = 1e-2, Notice = 1e-1, Warn = 1)]
public sealed partial class RMSpropAttribute : UpdateRuleAttribute
{
    /// <summary>ρ: how much of the mean squared gradient is kept from step to step.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the mean of the squared gradients never moves", Usual = 0.99)]
    public double Rho { get; set; } = 0.99;

    /// <summary>ε: keeps the division away from zero.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>μ: how much of the velocity is kept from step to step; 0 keeps no velocity at all.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the velocity never decays and training diverges", Usual = 0.9)]
    public double Momentum { get; set; }

    /// <summary>Whether gradients are measured by their variance, from which the square of their mean is taken.</summary>
    public bool Centered { get; set; }

    /// <summary>λ: added to the gradient as λ w, the gradient of an L2 penalty.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether to climb instead of to descend.</summary>
    public bool Maximize { get; set; }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="v">The decaying mean of squared gradients.</param>
    /// <param name="m">The decaying mean of gradients; used when centred alone.</param>
    /// <param name="velocity">u, the decaying sum of scaled gradients; used with momentum alone.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real v, ref Real m, ref Real velocity, StepInfo step)
    {
        Real d = Maximize ? -g : g;
        if (WeightDecay != 0)
        {
            d += WeightDecay * w;
        }

        v = Rho * v + (1 - Rho) * d * d;
        Real second = v;
        if (Centered)
        {
            // Rounding can put the difference below zero when gradients hardly change; PyTorch then gives NaN.
            m = Rho * m + (1 - Rho) * d;
            second = Real.Max(v - m * m, 0);
        }

        d /= Real.Sqrt(second) + Epsilon;
        if (Momentum != 0)
        {
            velocity = Momentum * velocity + d;
            d = velocity;
        }

        w -= step.LearningRate * d;
    }
}
