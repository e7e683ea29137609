namespace OptimizerDsl.Benchmarks.Rivals;

/// <summary>Numbers to compute with.</summary>
internal static class Data
{
    /// <summary>Numbers evenly spread over -scale to scale.</summary>
    internal static void Fill(Span<float> values, int seed, float scale)
    {
        uint state = (uint)seed * 2654435761u + 12345u;
        foreach (ref float value in values)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            value = scale * ((state >> 8) / 8388608f - 1f);
        }
    }

    internal static void Weights(Span<float> values) => Fill(values, 1, 1f);

    internal static void Gradients(Span<float> values) => Fill(values, 2, 0.01f);
}
