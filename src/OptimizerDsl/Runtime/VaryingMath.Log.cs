using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <content>log(x) = k ln 2 + log(1 + f), with x = 2^k (1 + f) and 1 + f between the square roots of 1/2 and 2.</content>
public static partial class VaryingMath
{
    private const uint SingleSqrtHalf = 0x3F35_04F3;
    private const ulong DoubleSqrtHalf = 0x3FE6_A09E_667F_3BCD;

    /// <summary>The natural logarithm.</summary>
    /// <param name="x">The operand.</param>
    /// <returns>Negative infinity for a zero of either sign, NaN for what is negative.</returns>
    /// <remarks>At most 0.87 units of the last place off, over all floats.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float Log(float x) => LogOfSingle<LanesOfSingle, BitsOfSingle>(new(x)).Value;

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<float> Log(Vector128<float> x) => LogOfSingle<LanesOfSingle128, BitsOfSingle128>(new(x)).Value;

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector256<float> Log(Vector256<float> x) => LogOfSingle<LanesOfSingle256, BitsOfSingle256>(new(x)).Value;

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<float> Log(Vector512<float> x) => LogOfSingle<LanesOfSingle512, BitsOfSingle512>(new(x)).Value;

    /// <summary>The natural logarithm.</summary>
    /// <param name="x">The operand.</param>
    /// <returns>Negative infinity for a zero of either sign, NaN for what is negative.</returns>
    /// <remarks>At most 0.88 units of the last place off, over 6 million random values.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Log(double x) => LogOfDouble<LanesOfDouble, BitsOfDouble>(new(x)).Value;

    /// <inheritdoc cref="Log(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<double> Log(Vector128<double> x) => LogOfDouble<LanesOfDouble128, BitsOfDouble128>(new(x)).Value;

    /// <inheritdoc cref="Log(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector256<double> Log(Vector256<double> x) => LogOfDouble<LanesOfDouble256, BitsOfDouble256>(new(x)).Value;

    /// <inheritdoc cref="Log(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Log(Vector512<double> x) => LogOfDouble<LanesOfDouble512, BitsOfDouble512>(new(x)).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L LogOfSingle<L, B>(L x)
        where L : struct, ILanes<L, B, float>
        where B : struct, IBitLanes<B, uint>
    {
        B isSubnormal = x < SingleSmallestNormal;
        L y = LogOfNormalSingle<L, B>(L.Select(isSubnormal, x * 33554432f, x), L.Select(isSubnormal, -25f, 0f));
        y = L.Select(x > float.MaxValue, x, y);
        y = L.Select(L.AreEqual(x, 0f), float.NegativeInfinity, y);
        y = L.Select(x < 0f, float.NaN, y);
        return L.Select(L.AreEqual(x, x), y, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L LogOfDouble<L, B>(L x)
        where L : struct, ILanes<L, B, double>
        where B : struct, IBitLanes<B, ulong>
    {
        B isSubnormal = x < DoubleSmallestNormal;
        L y = LogOfNormalDouble<L, B>(L.Select(isSubnormal, x * 18014398509481984.0, x), L.Select(isSubnormal, -54.0, 0.0));
        y = L.Select(x > double.MaxValue, x, y);
        y = L.Select(L.AreEqual(x, 0.0), double.NegativeInfinity, y);
        y = L.Select(x < 0.0, double.NaN, y);
        return L.Select(L.AreEqual(x, x), y, x);
    }

    /// <summary>log(2^shift x) of a normal x. log(1 + f) = f - f²/2 + f³ p(f).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L LogOfNormalSingle<L, B>(L x, L shift)
        where L : struct, ILanes<L, B, float>
        where B : struct, IBitLanes<B, uint>
    {
        // The exponent goes into the mantissa of 2^23, which makes a number of it without a conversion.
        B bits = L.ToBits(x) + (SingleOne - SingleSqrtHalf);
        L k = L.FromBits((bits >>> SingleMantissa) | 0x4B00_0000u) - (8388608f + 127f) + shift;
        L f = L.FromBits((bits & 0x007F_FFFFu) + SingleSqrtHalf) - 1f;

        L f2 = f * f;
        L f4 = f2 * f2;
        L p0 = (0.333333135f + f * -0.250000089f) + f2 * (0.200021192f + f * -0.166679963f);
        L p4 = (0.142195523f + f * -0.124055885f) + f2 * (0.118881591f + f * -0.116756544f);
        L p = p0 + f4 * (p4 + f4 * 0.0674664974f);

        L high = k * SingleLn2High + f;
        L low = f - (high - k * SingleLn2High);
        return high + (low + (k * SingleLn2Low + (f2 * f * p - f2 * 0.5f)));
    }

    /// <summary>
    /// log(2^shift x) of a normal x. With s = f / (2 + f), log(1 + f) = log((1 + s) / (1 - s)) = 2 s + s R(s²), and as
    /// 2 s = f - s f = f - f²/2 + s f²/2, that is f - (f²/2 - s (f²/2 + R)), whose first term is exact.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L LogOfNormalDouble<L, B>(L x, L shift)
        where L : struct, ILanes<L, B, double>
        where B : struct, IBitLanes<B, ulong>
    {
        B bits = L.ToBits(x) + (DoubleOne - DoubleSqrtHalf);
        L k = L.FromBits((bits >>> DoubleMantissa) | 0x4330_0000_0000_0000ul) - (4503599627370496.0 + 1023.0) + shift;
        L f = L.FromBits((bits & 0x000F_FFFF_FFFF_FFFFul) + DoubleSqrtHalf) - 1.0;

        L s = f / (2.0 + f);
        L z = s * s;
        L z2 = z * z;
        L r0 = (0.6666666666666734 + z * 0.3999999999941652) + z2 * (0.28571428742073235 + z * 0.22222198599036813);
        L r4 = (0.18183563223551916 + z * 0.15314074003649303) + z2 * 0.14795753504144474;
        L r = z * (r0 + z2 * z2 * r4);

        L square = f * f * 0.5;
        L high = k * DoubleLn2High + f;
        L low = f - (high - k * DoubleLn2High);
        return high + (low + (k * DoubleLn2Low - (square - s * (square + r))));
    }
}
