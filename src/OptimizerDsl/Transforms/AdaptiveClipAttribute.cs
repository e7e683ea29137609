namespace OptimizerDsl;

/// <summary>Scales the gradients of each unit down when their norm is above a part of the norm of its parameters.</summary>
/// <remarks>
/// g ← min(1, λ max(‖w‖, ε) / max(‖g‖, 10⁻⁶)) g. Brock, De, Smith and Simonyan, "High-Performance Large-Scale Image Recognition
/// Without Normalization", ICML 2021, equation 3. A unit is a row of a matrix, that is, the weights of one output; of a tensor of
/// fewer dimensions it is the whole tensor. The paper does not clip the last layer, which a <c>Group</c> can say.
/// </remarks>
/// <param name="clipping">λ: the bound on the ratio of the two norms.</param>
public sealed partial class AdaptiveClipAttribute(double clipping) : GradientTransformAttribute
{
    /// <summary>λ: the bound on the ratio of the two norms; the paper takes 0.01, and more for smaller batches.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true, IfBelow = "gradients vanish or turn around", Usual = 0.01)]
    public double Clipping { get; } = clipping;

    /// <summary>ε: the norm that parameters at zero are taken to have, so that they can leave it.</summary>
    [ValidRange(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Epsilon { get; set; } = 1e-3;

    /// <summary>Scales one gradient.</summary>
    /// <param name="g">The gradient.</param>
    /// <param name="w">The parameter.</param>
    /// <returns>The gradient to use instead.</returns>
    public Real Apply(Real g, Real w)
    {
        double bound = Clipping * Math.Max(PerRow.Norm(w), Epsilon);
        return Math.Min(1, bound / Math.Max(PerRow.Norm(g), 1e-6)) * g;
    }
}
