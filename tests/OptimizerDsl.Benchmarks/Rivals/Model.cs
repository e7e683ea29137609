namespace OptimizerDsl.Benchmarks.Rivals;

/// <summary>Parameters, gradients and state in aligned memory, as many buffers as a rule needs.</summary>
internal sealed class Model
{
    internal Model(int count)
    {
        Count = count;
        (W, G, M, V, Average) = (new(count), new(count, 1), new(count, 2), new(count, 3), new(count, 2));
        Data.Weights(W.Span);
        Data.Gradients(G.Span);
    }

    internal int Count { get; }

    internal Buffer W { get; }

    internal Buffer G { get; }

    internal Buffer M { get; }

    internal Buffer V { get; }

    // Touched by whoever uses it alone: until then it costs no memory.
    internal Buffer Average { get; }
}
