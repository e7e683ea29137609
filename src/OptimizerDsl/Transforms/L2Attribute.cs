namespace OptimizerDsl;

/// <summary>Adds the gradient of the penalty λ/2 ‖w‖² to each gradient.</summary>
/// <remarks>
/// g ← g + λ w. Of plain SGD this is weight decay; of a rule that divides by a mean of squares it is not, and Loshchilov and
/// Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, say why the latter does better. What stands before it, such as a
/// clip, does not see the penalty; what stands after it does.
/// </remarks>
/// <param name="lambda">λ: the strength of the penalty.</param>
public sealed partial class L2Attribute(double lambda) : GradientTransformAttribute
{
    /// <summary>λ: the strength of the penalty.</summary>
    [ValidRange(0, double.PositiveInfinity, MaximumIsExclusive = true)]
    public double Lambda { get; } = lambda;

    /// <summary>Adds to one gradient.</summary>
    /// <param name="g">The gradient.</param>
    /// <param name="w">The parameter.</param>
    /// <returns>The gradient to use instead.</returns>
    public Real Apply(Real g, Real w) => g + Lambda * w;
}
