using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <content>Words as they are drawn, by which state is rounded.</content>
public static partial class VaryingNoise
{
    private const uint RoundingPart = 0x4000_0000;
    private const int PairShift = 24;

    /// <summary>Two random words for an element, of which two states have one each.</summary>
    /// <param name="firstElement">The element's number in the model, or the one of the first lane's element.</param>
    /// <param name="key">The step's <see cref="Key"/>.</param>
    /// <param name="pair">Which two states: half the number of the first.</param>
    /// <param name="first">The word of the state of even number.</param>
    /// <param name="second">The word of the state of odd number.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Words(ulong firstElement, ulong key, int pair, out uint first, out uint second)
    {
        Draw(firstElement, key, RoundingPart + ((uint)pair << PairShift), out BitsOfSingle a, out BitsOfSingle b);
        (first, second) = (a.Value, b.Value);
    }

    /// <inheritdoc cref="Words(ulong, ulong, int, out uint, out uint)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Words128(ulong firstElement, ulong key, int pair, out Vector128<uint> first, out Vector128<uint> second)
    {
        Draw(firstElement, key, RoundingPart + ((uint)pair << PairShift), out BitsOfSingle128 a, out BitsOfSingle128 b);
        (first, second) = (a.Value, b.Value);
    }

    /// <inheritdoc cref="Words(ulong, ulong, int, out uint, out uint)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Words256(ulong firstElement, ulong key, int pair, out Vector256<uint> first, out Vector256<uint> second)
    {
        Draw(firstElement, key, RoundingPart + ((uint)pair << PairShift), out BitsOfSingle256 a, out BitsOfSingle256 b);
        (first, second) = (a.Value, b.Value);
    }

    /// <inheritdoc cref="Words(ulong, ulong, int, out uint, out uint)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Words512(ulong firstElement, ulong key, int pair, out Vector512<uint> first, out Vector512<uint> second)
    {
        Draw(firstElement, key, RoundingPart + ((uint)pair << PairShift), out BitsOfSingle512 a, out BitsOfSingle512 b);
        (first, second) = (a.Value, b.Value);
    }
}
