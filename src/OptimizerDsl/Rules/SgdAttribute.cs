namespace OptimizerDsl;

/// <summary>Stochastic gradient descent with optional momentum, Nesterov momentum and L2 weight decay.</summary>
/// <remarks>
/// <para>
/// d = g + λ w; u ← μ u + (1 - τ) d, where the first u is d itself; w ← w - η u, with Nesterov w ← w - η (d + μ u). The
/// rate stands outside of the velocity, so that a schedule acts at once, as in PyTorch.
/// </para>
/// <para>
/// Robbins and Monro, "A Stochastic Approximation Method", Annals of Mathematical Statistics 22, 1951; Polyak, "Some methods
/// of speeding up the convergence of iteration methods", USSR CMMP 4(5), 1964; Nesterov momentum in the form of Sutskever,
/// Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning", ICML 2013.
/// </para>
/// </remarks>
// Goyal et al., "Accurate, Large Minibatch SGD", 2017, take 0.1 for each 256 samples, which they follow up to 25.6 for a
// minibatch of 65,536: rates above 1 are rare, and above 30 unheard of.
[SafeLearningRate(Usual = 1e-2, Notice = 1, Warn = 30)]
public sealed partial class SgdAttribute : UpdateRuleAttribute
{
    /// <summary>μ: how much of the velocity is kept from step to step; 0 keeps no velocity at all.</summary>
    [ValidRange(0, 1, MaximumIsExclusive = true, IfAbove = "the velocity never decays and training diverges", Usual = 0.9)]
    public double Momentum { get; set; }

    /// <summary>τ: how much of the gradient is kept out of the velocity, save in the first step.</summary>
    [ValidRange(0, 1)]
    public double Dampening { get; set; }

    /// <summary>Whether the step looks ahead along the velocity. Meant to be used with momentum and without dampening.</summary>
    public bool Nesterov { get; set; }

    /// <summary>λ: added to the gradient as λ w, the gradient of an L2 penalty.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true, IfBelow = "weights grow instead of decaying")]
    public double WeightDecay { get; set; }

    /// <summary>Whether to climb instead of to descend.</summary>
    public bool Maximize { get; set; }

    /// <summary>Whether there is an undampened velocity to look ahead along.</summary>
    [Constraint("Nesterov of Sgd looks ahead along the velocity, so it needs Momentum above 0 and no Dampening. Set Momentum to 0.9, or remove Nesterov.")]
    public bool CanLookAhead => !Nesterov || (Momentum > 0 && Dampening == 0);

    /// <summary>Whether there is a velocity for gradients to be kept out of.</summary>
    [Constraint("Dampening of Sgd is without effect while Momentum is 0. Set Momentum, or remove Dampening.", Severity = FindingSeverity.Suggestion)]
    public bool CanDampen => Dampening == 0 || Momentum > 0;

    /// <summary>
    /// With L the curvature, L2 penalty included: 2 / L without momentum, 2 (1 + μ) / ((1 - τ) L) with it, and 2 (1 + μ) / ((1 + μ + μ
    /// (1 - τ)) L) with Nesterov's.
    /// </summary>
    /// <inheritdoc/>
    // The roots of z² - (1 + μ - η (1 - τ) L) z + μ, or z² - (1 + μ - η (1 + μ (1 - τ)) L) z + μ (1 - η L), leave the unit circle at
    // -1. Undampened these are the limits in Cohen, Kaur, Li, Kolter and Talwalkar, "Gradient Descent on Neural Networks Typically
    // Occurs at the Edge of Stability", ICLR 2021.
    public override double StabilityLimit(double curvature)
    {
        double steepest = curvature + WeightDecay;
        double fresh = Momentum == 0 ? 1 : 1 - Dampening;
        return 2 * (1 + Momentum) / ((Nesterov ? 1 + Momentum + Momentum * fresh : fresh) * steepest);
    }

    /// <summary>Updates one parameter.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="velocity">u, the decaying sum of gradients.</param>
    /// <param name="step">The step that is running.</param>
    public void Update(ref Real w, Real g, ref Real velocity, StepInfo step)
    {
        Real d = Maximize ? -g : g;
        if (WeightDecay != 0)
        {
            d += WeightDecay * w;
        }

        if (Momentum != 0)
        {
            // The first velocity is the undampened gradient, as in PyTorch.
            double fresh = step.Count == 1 ? 1 : 1 - Dampening;
            velocity = Momentum * velocity + fresh * d;
            d = Nesterov ? d + Momentum * velocity : velocity;
        }

        w -= step.LearningRate * d;
    }
}
