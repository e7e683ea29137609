namespace OptimizerDsl.Runtime;

/// <summary>
/// How many elements an update computes before the state that lies in blocks is stored: few enough for new values to stay in
/// the nearest cache, enough to make little of the way into a kernel.
/// </summary>
internal static class StateChunk
{
    /// <summary>The number of elements, a multiple of the length of blocks.</summary>
    internal const int Length = 1024;

    /// <summary>The distance between the new values of two buffers, in elements: not a page, on which their stores would wait for one another.</summary>
    internal const int Stride = Length + 16;
}
