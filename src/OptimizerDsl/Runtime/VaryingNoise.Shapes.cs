using System.Runtime.CompilerServices;

namespace OptimizerDsl.Runtime;

/// <content>What makes numbers of random words. Words become numbers as mantissas, without a conversion.</content>
public static partial class VaryingNoise
{
    private const uint SingleOne = 0x3F80_0000;
    private const uint SingleIntegers = 0x4B00_0000;
    private const ulong DoubleOne = 0x3FF0_0000_0000_0000;
    private const ulong DoubleIntegers = 0x4330_0000_0000_0000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L UniformOfWord<L, B>(B word)
        where L : struct, ILanes<L, B, float>
        where B : struct, IBitLanes<B, uint>
    {
        // 24 bits, one more than a mantissa shows, in two exact parts.
        L high = L.FromBits((word >>> 16) | SingleIntegers) - 8388608f;
        L low = L.FromBits(((word >>> 8) & 0xFFu) | SingleIntegers) - 8388608f;
        return high * 1.52587890625e-05f + low * 5.9604644775390625e-08f;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L UniformOfWords<L, B>(B first, B second)
        where L : struct, ILanes<L, B, double>
        where B : struct, IBitLanes<B, ulong>
    {
        // 27 and 26 bits.
        L high = L.FromBits((first >>> 5) | DoubleIntegers) - 4503599627370496.0;
        L low = L.FromBits((second >>> 6) | DoubleIntegers) - 4503599627370496.0;
        return (high * 67108864.0 + low) * 1.1102230246251565e-16;
    }

    // Called, not inlined: together with the words' twenty rounds it would have more locals than the JIT compiler inlines.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static L SingleNormalOfWords<L, B>(B first, B second)
        where L : struct, ILanes<L, B, float>
        where B : struct, IBitLanes<B, uint>
    {
        // u = (word + 1/2) / 2^32, rounded once: never 0.
        L high = L.FromBits((first >>> 16) | SingleIntegers) - 8388608f;
        L low = L.FromBits((first & 0xFFFFu) | SingleIntegers) - 8388607.5f;
        L u = high * 1.52587890625e-05f + low * 2.3283064365386963e-10f;

        // v = (23 bits + 1/2) / 2^23, exact, and the word's lowest bit as the sign.
        L v = L.FromBits((second >>> 9) | SingleOne) - (1f - 5.9604644775390625e-08f);
        L z = v * v;
        L sine = v * (1.57079637f + z * (-0.645963728f + z * (0.0796896815f + z * (-0.00467376644f + z * 0.000151485132f))));
        L radius = L.Sqrt(VaryingMath.LogOfNormalSingle<L, B>(u, 0f) * -2f);
        return L.FromBits(L.ToBits(radius * sine) ^ (second << 31));
    }

    // See the float version for why this is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static L DoubleNormalOfWords<L, B>(B first, B second)
        where L : struct, ILanes<L, B, double>
        where B : struct, IBitLanes<B, ulong>
    {
        // u = (37 bits + 1/2) / 2^37, exact.
        B bits = (first << 5) | ((second >>> 1) & 31ul);
        L u = (L.FromBits(bits | DoubleIntegers) - 4503599627370495.5) * 7.275957614183426e-12;

        // v = (26 bits + 1/2) / 2^26, exact.
        L v = L.FromBits(((second >>> 6) << 26) | DoubleOne) - (1.0 - 7.450580596923828e-09);
        L z = v * v;
        L z2 = z * z;
        L s0 = (1.5707963267948966 + z * -0.6459640975062462) + z2 * (0.07969262624616544 + z * -0.004681754135302642);
        L s4 = (0.0001604411847068218 + z * -3.598843007208141e-06) + z2 * (5.692134872658218e-08 + z * -6.684321717094327e-10);
        L sine = v * (s0 + z2 * z2 * (s4 + z2 * z2 * 5.87061089647178e-12));
        L radius = L.Sqrt(VaryingMath.LogOfNormalDouble<L, B>(u, 0.0) * -2.0);
        return L.FromBits(L.ToBits(radius * sine) ^ (second << 63));
    }
}
