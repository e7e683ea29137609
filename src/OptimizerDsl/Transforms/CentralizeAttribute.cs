namespace OptimizerDsl;

/// <summary>Takes the mean of each row away from the gradients of matrices; other tensors it leaves as they are.</summary>
/// <remarks>
/// g ← g - mean of the row's g, for tensors of two dimensions or more, where a row is what belongs to one output. Yong, Huang, Hua
/// and Zhang, "Gradient Centralization: A New Optimization Technique for Deep Neural Networks", ECCV 2020, equation 1.
/// </remarks>
public sealed partial class CentralizeAttribute : GradientTransformAttribute
{
    /// <summary>Centres one gradient.</summary>
    /// <param name="g">The gradient.</param>
    /// <returns>The gradient to use instead.</returns>
    public Real Apply(Real g)
    {
        double mean = PerRow.Sum(g) * (1.0 / PerRow.Count());
        return PerTensor.Rank() >= 2 ? g - mean : g;
    }
}
