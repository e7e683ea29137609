using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Benchmarks.Rivals;

/// <summary>
/// As fast as memory: kernels that read and write the same arrays as a rule does, in the same vectors, and compute next to
/// nothing between. They are compiled once, as the kernels of recipes are.
/// </summary>
internal static class Limits
{
    /// <summary>Reads four arrays and writes three, as AdamW does: 28 bytes an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FourInThreeOut(ref float w, ref float g, ref float m, ref float v, nuint count)
    {
        nuint i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> small = Vector512.Create(1e-6f);
            for (; i + 16 <= count; i += 16)
            {
                Vector512<float> g0 = Vector512.LoadUnsafe(ref g, i) * small;
                Vector512<float> w0 = Vector512.LoadUnsafe(ref w, i) - g0;
                Vector512<float> m0 = Vector512.LoadUnsafe(ref m, i) - g0;
                Vector512<float> v0 = Vector512.LoadUnsafe(ref v, i) - g0;
                w0.StoreUnsafe(ref w, i);
                m0.StoreUnsafe(ref m, i);
                v0.StoreUnsafe(ref v, i);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Vector256<float> small = Vector256.Create(1e-6f);
            for (; i + 8 <= count; i += 8)
            {
                Vector256<float> g0 = Vector256.LoadUnsafe(ref g, i) * small;
                Vector256<float> w0 = Vector256.LoadUnsafe(ref w, i) - g0;
                Vector256<float> m0 = Vector256.LoadUnsafe(ref m, i) - g0;
                Vector256<float> v0 = Vector256.LoadUnsafe(ref v, i) - g0;
                w0.StoreUnsafe(ref w, i);
                m0.StoreUnsafe(ref m, i);
                v0.StoreUnsafe(ref v, i);
            }
        }
        else
        {
            Vector128<float> small = Vector128.Create(1e-6f);
            for (; i + 4 <= count; i += 4)
            {
                Vector128<float> g0 = Vector128.LoadUnsafe(ref g, i) * small;
                Vector128<float> w0 = Vector128.LoadUnsafe(ref w, i) - g0;
                Vector128<float> m0 = Vector128.LoadUnsafe(ref m, i) - g0;
                Vector128<float> v0 = Vector128.LoadUnsafe(ref v, i) - g0;
                w0.StoreUnsafe(ref w, i);
                m0.StoreUnsafe(ref m, i);
                v0.StoreUnsafe(ref v, i);
            }
        }
    }

    /// <summary>Reads three arrays and writes two, as a rule with one state does: 20 bytes an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ThreeInTwoOut(ref float w, ref float g, ref float m, nuint count)
    {
        Vector512<float> small = Vector512.Create(1e-6f);
        for (nuint i = 0; i + 16 <= count; i += 16)
        {
            Vector512<float> g0 = Vector512.LoadUnsafe(ref g, i) * small;
            Vector512<float> w0 = Vector512.LoadUnsafe(ref w, i) - g0;
            Vector512<float> m0 = Vector512.LoadUnsafe(ref m, i) - g0;
            w0.StoreUnsafe(ref w, i);
            m0.StoreUnsafe(ref m, i);
        }
    }

    /// <summary>Reads one array, as a norm of gradients does: 4 bytes an element.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static float OneIn(ref float g, nuint count)
    {
        Vector512<float> sum = Vector512<float>.Zero;
        Vector512<float> other = Vector512<float>.Zero;
        for (nuint i = 0; i + 32 <= count; i += 32)
        {
            sum += Vector512.LoadUnsafe(ref g, i);
            other += Vector512.LoadUnsafe(ref g, i + 16);
        }

        return Vector512.Sum(sum + other);
    }

    /// <summary>Reads four arrays and writes none, as the first sweep of LAMB does: 16 bytes an element.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static float FourIn(ref float w, ref float g, ref float m, ref float v, nuint count)
    {
        Vector512<float> sum = Vector512<float>.Zero;
        Vector512<float> other = Vector512<float>.Zero;
        for (nuint i = 0; i + 16 <= count; i += 16)
        {
            sum += Vector512.LoadUnsafe(ref g, i) + Vector512.LoadUnsafe(ref w, i);
            other += Vector512.LoadUnsafe(ref m, i) + Vector512.LoadUnsafe(ref v, i);
        }

        return Vector512.Sum(sum + other);
    }

    /// <summary>
    /// Reads five arrays and writes five, as AdamW with an average and clearing of gradients does: 40 bytes an element.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FiveInFiveOut(ref float w, ref float g, ref float m, ref float v, ref float average, nuint count)
    {
        Vector512<float> small = Vector512.Create(1e-6f);
        for (nuint i = 0; i + 16 <= count; i += 16)
        {
            Vector512<float> g0 = Vector512.LoadUnsafe(ref g, i) * small;
            Vector512<float> w0 = Vector512.LoadUnsafe(ref w, i) - g0;
            Vector512<float> m0 = Vector512.LoadUnsafe(ref m, i) - g0;
            Vector512<float> v0 = Vector512.LoadUnsafe(ref v, i) - g0;
            Vector512<float> average0 = Vector512.LoadUnsafe(ref average, i) - g0;
            w0.StoreUnsafe(ref w, i);
            Vector512<float>.Zero.StoreUnsafe(ref g, i);
            m0.StoreUnsafe(ref m, i);
            v0.StoreUnsafe(ref v, i);
            average0.StoreUnsafe(ref average, i);
        }
    }
}
