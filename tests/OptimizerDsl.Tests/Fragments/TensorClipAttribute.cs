namespace OptimizerDsl.Tests;

/// <summary>Clips each tensor by its own norm.</summary>
internal sealed class TensorClipAttribute : GradientTransformAttribute
{
    public Real Apply(Real g) => Math.Min(1, 1 / (PerTensor.Norm(g) + 1e-6)) * g;
}
