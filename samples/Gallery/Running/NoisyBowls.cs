namespace Gallery.Running;

/// <summary>
/// Many one-dimensional bowls w² / 2 at once, whose gradients are measured with noise: g = w + n, n normal with deviation 1.
/// </summary>
/// <remarks>
/// The loss is the mean over all of them. Each has noise of its own, so that a single run shows what to expect of a noisy run.
/// </remarks>
internal static class NoisyBowls
{
    private const int Count = 2_048;

    /// <summary>All weights at first.</summary>
    public static float[] Start { get; } = [.. Enumerable.Repeat(3f, Count)];

    /// <summary>The objective with its own noise; the same seed, the same noise.</summary>
    public static Objective Of(int seed)
    {
        var random = new Random(seed);
        return (w, g) =>
        {
            double loss = 0;
            for (int i = 0; i < w.Length; i++)
            {
                loss += (double)w[i] * w[i] / 2;
                g[i] = w[i] + (float)random.NextNormal();
            }

            return loss / w.Length;
        };
    }
}
