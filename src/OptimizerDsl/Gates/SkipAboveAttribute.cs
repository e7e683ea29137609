namespace OptimizerDsl;

/// <summary>Skips a step when the joint norm of the gradients is above a bound, or not a number.</summary>
/// <remarks>
/// The step happens where ‖g‖ ≤ bound. Chowdhery et al., "PaLM: Scaling Language Modeling with Pathways", JMLR 24, 2023,
/// section 5.1, get over spikes of the loss by skipping what causes them; optax has the same as <c>skip_large_updates</c>.
/// </remarks>
/// <param name="maxNorm">The bound on the Euclidean norm.</param>
public sealed partial class SkipAboveAttribute(double maxNorm) : GateAttribute
{
    /// <summary>The bound on the Euclidean norm of all gradients together.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, IfBelow = "no step ever happens")]
    public double MaxNorm { get; } = maxNorm;

    /// <summary>Decides on a step.</summary>
    /// <param name="g">The gradient of one parameter.</param>
    /// <returns>Whether the step happens.</returns>
    public bool Proceed(Real g) => Global.Norm(g) <= MaxNorm;
}
