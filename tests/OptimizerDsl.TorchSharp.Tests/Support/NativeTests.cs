namespace OptimizerDsl.TorchSharp.Tests.Support;

/// <summary>Tests that need libtorch. They share its generator of random numbers, so they run one after the other.</summary>
[Collection("libtorch")]
[Trait("needs", "libtorch")]
public abstract class NativeTests
{
    protected NativeTests() => NativeTorch.Need();
}
