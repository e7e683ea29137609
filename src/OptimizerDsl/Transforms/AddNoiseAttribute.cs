namespace OptimizerDsl;

/// <summary>Adds normal noise to each gradient, less and less of it.</summary>
/// <remarks>
/// g ← g + √(η / tᵞ) n with n from the normal distribution of variance 1, in step t = 1, 2, … Neelakantan et al., "Adding
/// Gradient Noise Improves Learning for Very Deep Networks", 2015, equation 1, where steps count from 0 and 1 is added; they
/// take η from 0.01, 0.3 and 1, and γ = 0.55.
/// </remarks>
/// <param name="eta">η: the variance in the first step.</param>
public sealed partial class AddNoiseAttribute(double eta) : GradientTransformAttribute
{
    /// <summary>η: the variance in the first step.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Eta { get; } = eta;

    /// <summary>γ: how fast the variance falls; 0 keeps it.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Gamma { get; set; } = 0.55;

    /// <summary>What the noise is drawn from: with the same seed, a run has the same noise.</summary>
    public long Seed { get; set; }

    /// <summary>Adds to one gradient.</summary>
    /// <param name="g">The gradient.</param>
    /// <param name="step">The step that is running.</param>
    /// <returns>The gradient to use instead.</returns>
    public Real Apply(Real g, StepInfo step) => g + Math.Sqrt(Eta / Math.Pow(step.Count, Gamma)) * Noise.Normal(Seed, step);
}
