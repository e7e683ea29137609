using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>Compares by bits. Which payload and sign a NaN has that arithmetic made is nobody's promise, so all NaN are one.</summary>
internal static class Bits
{
    /// <summary>The first position at which two vectors differ; -1 where they are equal.</summary>
    public static int FirstDifference<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (expected.Length != actual.Length) return Math.Min(expected.Length, actual.Length);
        if (MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual))) return -1;
        for (int i = 0; i < expected.Length; i++)
        {
            if (Of(expected[i]) != Of(actual[i])) return i;
        }

        return -1;
    }

    /// <summary>The bits of a value, with one pattern for all NaN.</summary>
    public static ulong Of<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsNaN(value) ? ulong.MaxValue : typeof(T) == typeof(float)
            ? BitConverter.SingleToUInt32Bits((float)(object)value)
            : BitConverter.DoubleToUInt64Bits((double)(object)value);

    /// <summary>A value and its bits, for messages.</summary>
    public static string Text<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        string.Create(CultureInfo.InvariantCulture, $"{value:R} (0x{(typeof(T) == typeof(float) ? BitConverter.SingleToUInt32Bits((float)(object)value) : BitConverter.DoubleToUInt64Bits((double)(object)value)):X})");
}
