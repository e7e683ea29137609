using System.Numerics.Tensors;

namespace OptimizerDsl.Benchmarks.Rivals;

/// <summary>
/// Rules by the vector library's whole-array operations: pass after pass over memory, or, over blocks that stay in cache, pass
/// after pass over the cache.
/// </summary>
internal static class Primitives
{
    // Five arrays of 1,024 floats are 20 KB, less than any first-level cache.
    internal const int Block = 1024;

    internal static void AdamW(Span<float> w, ReadOnlySpan<float> g, Span<float> m, Span<float> v, Span<float> spare, int block, double rate, long t)
    {
        float step = (float)(-rate / (1 - Math.Pow(0.9, t)));
        float scale = (float)(1 / Math.Sqrt(1 - Math.Pow(0.999, t)));
        float decay = (float)(1 - rate * 0.01);
        for (int start = 0; start < w.Length; start += block)
        {
            int count = Math.Min(block, w.Length - start);
            Span<float> wi = w.Slice(start, count), mi = m.Slice(start, count), vi = v.Slice(start, count), u = spare[..count];
            ReadOnlySpan<float> gi = g.Slice(start, count);
            TensorPrimitives.Multiply(mi, 0.9f, mi);
            TensorPrimitives.MultiplyAdd(gi, 1 - 0.9f, mi, mi);
            TensorPrimitives.Multiply(gi, gi, u);
            TensorPrimitives.Multiply(vi, 0.999f, vi);
            TensorPrimitives.MultiplyAdd(u, 1 - 0.999f, vi, vi);
            TensorPrimitives.Sqrt(vi, u);
            TensorPrimitives.Multiply(u, scale, u);
            TensorPrimitives.Add(u, 1e-8f, u);
            TensorPrimitives.Divide(mi, u, u);
            TensorPrimitives.Multiply(wi, decay, wi);
            TensorPrimitives.MultiplyAdd(u, step, wi, wi);
        }
    }

    internal static void Sgd(Span<float> w, ReadOnlySpan<float> g, Span<float> velocity, int block, double rate)
    {
        for (int start = 0; start < w.Length; start += block)
        {
            int count = Math.Min(block, w.Length - start);
            Span<float> wi = w.Slice(start, count), vi = velocity.Slice(start, count);
            TensorPrimitives.MultiplyAdd(vi, 0.9f, g.Slice(start, count), vi);
            TensorPrimitives.MultiplyAdd(vi, (float)-rate, wi, wi);
        }
    }

    internal static void Lion(Span<float> w, ReadOnlySpan<float> g, Span<float> m, Span<float> spare, ReadOnlySpan<float> ones, int block, double rate)
    {
        for (int start = 0; start < w.Length; start += block)
        {
            int count = Math.Min(block, w.Length - start);
            Span<float> wi = w.Slice(start, count), mi = m.Slice(start, count), u = spare[..count];
            ReadOnlySpan<float> gi = g.Slice(start, count);
            TensorPrimitives.Multiply(mi, 0.9f, u);
            TensorPrimitives.MultiplyAdd(gi, 0.1f, u, u);

            // There is no vectorised sign of floats; of no element here is it 0.
            TensorPrimitives.CopySign(ones[..count], u, u);
            TensorPrimitives.Multiply(wi, (float)(1 - rate * 0.1), wi);
            TensorPrimitives.MultiplyAdd(u, (float)-rate, wi, wi);
            TensorPrimitives.Multiply(mi, 0.99f, mi);
            TensorPrimitives.MultiplyAdd(gi, 0.01f, mi, mi);
        }
    }

    /// <summary>An exponential moving average, in one pass.</summary>
    internal static void Average(ReadOnlySpan<float> w, Span<float> average) => TensorPrimitives.Lerp(w, average, 0.999f, average);
}
