using System.Numerics;

namespace OptimizerDsl.Tests;

/// <summary>Reproducible test data.</summary>
internal static class Numbers
{
    internal static void Fill<T>(Span<T> span, int seed)
        where T : INumberBase<T>
    {
        var random = new Random(seed);
        foreach (ref T x in span)
        {
            x = T.CreateChecked((float)(random.NextDouble() * 4 - 2));
        }
    }

    internal static T[] Make<T>(int length, int seed)
        where T : INumberBase<T>
    {
        var array = new T[length];
        Fill<T>(array, seed);
        return array;
    }

    internal static double[] Doubles(ReadOnlySpan<float> span)
    {
        var array = new double[span.Length];
        for (int i = 0; i < array.Length; i++)
        {
            array[i] = span[i];
        }

        return array;
    }
}
