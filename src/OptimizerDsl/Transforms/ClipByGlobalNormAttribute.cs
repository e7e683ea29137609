namespace OptimizerDsl;

/// <summary>Scales the gradients of the whole model down when their joint norm is above a bound.</summary>
/// <remarks>
/// g ← min(1, bound / (‖g‖ + 10⁻⁶)) g, as PyTorch's <c>clip_grad_norm_</c> does. Pascanu, Mikolov and Bengio, "On the
/// difficulty of training recurrent neural networks", ICML 2013, algorithm 1. The norm needs a sweep over memory of its own.
/// </remarks>
/// <param name="maxNorm">The bound on the Euclidean norm.</param>
public sealed partial class ClipByGlobalNormAttribute(double maxNorm) : GradientTransformAttribute
{
    /// <summary>The bound on the Euclidean norm of all gradients together.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, IfBelow = "gradients vanish or turn around", Usual = 1)]
    public double MaxNorm { get; } = maxNorm;

    /// <summary>Scales one gradient.</summary>
    /// <param name="g">The gradient.</param>
    /// <returns>The gradient to use instead.</returns>
    public Real Apply(Real g)
    {
        double norm = Global.Norm(g);
        return Math.Min(1, MaxNorm / (norm + 1e-6)) * g;
    }
}
