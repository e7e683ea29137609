namespace OptimizerDsl;

/// <summary>Observes the Euclidean norms of each tensor's gradient, of its update and of its weights.</summary>
/// <remarks>
/// ‖g‖ of the gradient as the step was given it, before clipping; ‖w' - w‖ of what the step added; ‖w'‖ of the weights after
/// it. The ratio of update to weights says whether a rate suits a tensor: You, Gitman and Ginsburg, "Large Batch Training of
/// Convolutional Networks", 2017, section 4, look at ‖w‖ / ‖g‖ layer by layer for the same reason. In single precision the
/// update is a difference of rounded numbers, so that what rounding swallowed is not in it.
/// </remarks>
public sealed partial class ObserveNormsAttribute : ObserverAttribute
{
    /// <summary>Observes one parameter.</summary>
    /// <param name="before">The parameter before the step.</param>
    /// <param name="after">The parameter after the step.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="gradientNorm">The norm of the tensor's gradient.</param>
    /// <param name="updateNorm">The norm of what the step added to the tensor.</param>
    /// <param name="weightNorm">The norm of the tensor after the step.</param>
    /// <param name="updateRatio">The norm of the update as a part of that of the tensor; 0 where all weights are 0.</param>
    public void Observe(Real before, Real after, Real g, ref double gradientNorm, ref double updateNorm, ref double weightNorm, ref double updateRatio)
    {
        gradientNorm = PerTensor.Norm(g);
        updateNorm = PerTensor.Norm(after - before);
        weightNorm = PerTensor.Norm(after);
        updateRatio = weightNorm > 0 ? updateNorm / weightNorm : 0;
    }
}
