namespace OptimizerDsl.Benchmarks.Rivals;

/// <summary>Parameters, gradients and state in plain arrays.</summary>
internal sealed class Arrays
{
    internal Arrays(int count)
    {
        (W, G, M, V, U) = (new float[count], new float[count], new float[count], new float[count], new float[count]);
        Data.Weights(W);
        Data.Gradients(G);
    }

    internal float[] W { get; }

    internal float[] G { get; }

    internal float[] M { get; }

    internal float[] V { get; }

    internal float[] U { get; }
}
