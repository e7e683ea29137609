namespace OptimizerDsl;

/// <summary>Observes the Euclidean norms of all gradients together, of the whole update and of all weights.</summary>
/// <remarks>
/// Those of the model, or of a group where the attribute names one: what <see cref="ObserveNormsAttribute"/> says of each tensor.
/// The norm of the gradients is that before clipping, which shows what Pascanu, Mikolov and Bengio, "On the difficulty of training
/// recurrent neural networks", ICML 2013, section 3.2, bound.
/// </remarks>
public sealed partial class ObserveModelNormsAttribute : ObserverAttribute
{
    /// <summary>Observes one parameter.</summary>
    /// <param name="before">The parameter before the step.</param>
    /// <param name="after">The parameter after the step.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="modelGradientNorm">The norm of all gradients.</param>
    /// <param name="modelUpdateNorm">The norm of what the step added.</param>
    /// <param name="modelWeightNorm">The norm of all weights after the step.</param>
    public void Observe(Real before, Real after, Real g, ref double modelGradientNorm, ref double modelUpdateNorm, ref double modelWeightNorm)
    {
        modelGradientNorm = Global.Norm(g);
        modelUpdateNorm = Global.Norm(after - before);
        modelWeightNorm = Global.Norm(after);
    }
}
