namespace OptimizerDsl.Benchmarks.Rivals;

/// <summary>
/// Parameters, gradients and state in aligned memory, as many buffers as a rule needs, a quarter of a page apart: the best place
/// for loops that store some before they load others.
/// </summary>
internal sealed class Model
{
    /// <param name="count">The number of parameters.</param>
    /// <param name="apart">How many bytes further on in its page each array begins than the one before.</param>
    internal Model(int count, int apart = 1024)
    {
        Count = count;
        (W, G, M, V, Average) = (new(count), new(count, apart), new(count, 2 * apart), new(count, 3 * apart), new(count, 2 * apart));
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
