using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <content>
/// x^y = 2^(y log2 |x|), with the sign and the special cases of IEEE 754. For float, double arithmetic holds the exponent with
/// bits to spare. For double it is the sum of two numbers, as in the Pow of fdlibm (Sun Microsystems, 1993).
/// </content>
public static partial class VaryingMath
{
    private const ulong DoubleSqrtThreeQuarters = 0x3FEB_B67A_E858_4CAA;

    // A number without its last 32 bits has 21 bits, so that products of two of them are exact.
    private const ulong Upper = 0xFFFF_FFFF_0000_0000;

    /// <summary>x to the power of y.</summary>
    /// <param name="x">The base.</param>
    /// <param name="y">The exponent.</param>
    /// <returns>As in IEEE 754 and C: 1 where y is 0 or x is 1, even beside NaN; NaN for a negative x whose y is no integer.</returns>
    /// <remarks>At most 0.5001 units of the last place off, over 100 million random pairs.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float Pow(float x, float y) => (float)PowOfSingle<LanesOfDouble, BitsOfDouble>(new(x), new(y)).Value;

    /// <inheritdoc cref="Pow(float, float)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<float> Pow(Vector128<float> x, Vector128<float> y) => Vector128.Narrow(
        PowOfSingle<LanesOfDouble128, BitsOfDouble128>(new(Vector128.WidenLower(x)), new(Vector128.WidenLower(y))).Value,
        PowOfSingle<LanesOfDouble128, BitsOfDouble128>(new(Vector128.WidenUpper(x)), new(Vector128.WidenUpper(y))).Value);

    /// <inheritdoc cref="Pow(float, float)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector256<float> Pow(Vector256<float> x, Vector256<float> y) => Vector256.Narrow(
        PowOfSingle<LanesOfDouble256, BitsOfDouble256>(new(Vector256.WidenLower(x)), new(Vector256.WidenLower(y))).Value,
        PowOfSingle<LanesOfDouble256, BitsOfDouble256>(new(Vector256.WidenUpper(x)), new(Vector256.WidenUpper(y))).Value);

    /// <inheritdoc cref="Pow(float, float)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<float> Pow(Vector512<float> x, Vector512<float> y) => Vector512.Narrow(
        PowOfSingle<LanesOfDouble512, BitsOfDouble512>(new(Vector512.WidenLower(x)), new(Vector512.WidenLower(y))).Value,
        PowOfSingle<LanesOfDouble512, BitsOfDouble512>(new(Vector512.WidenUpper(x)), new(Vector512.WidenUpper(y))).Value);

    /// <summary>x to the power of y.</summary>
    /// <param name="x">The base.</param>
    /// <param name="y">The exponent.</param>
    /// <returns>As in IEEE 754 and C: 1 where y is 0 or x is 1, even beside NaN; NaN for a negative x whose y is no integer.</returns>
    /// <remarks>At most 0.80 units of the last place off, over 6 million random pairs.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Pow(double x, double y) => PowOfDouble<LanesOfDouble, BitsOfDouble>(new(x), new(y)).Value;

    /// <inheritdoc cref="Pow(double, double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<double> Pow(Vector128<double> x, Vector128<double> y) => PowOfDouble<LanesOfDouble128, BitsOfDouble128>(new(x), new(y)).Value;

    /// <inheritdoc cref="Pow(double, double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector256<double> Pow(Vector256<double> x, Vector256<double> y) => PowOfDouble<LanesOfDouble256, BitsOfDouble256>(new(x), new(y)).Value;

    /// <inheritdoc cref="Pow(double, double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Pow(Vector512<double> x, Vector512<double> y) => PowOfDouble<LanesOfDouble512, BitsOfDouble512>(new(x), new(y)).Value;

    // The JIT compiler stops inlining when a method has 512 locals, and each operation here makes some. So the halves of a
    // vector call this, and the logarithm of PowOfDouble is called, too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static L PowOfSingle<L, B>(L x, L y)
        where L : struct, ILanes<L, B, double>
        where B : struct, IBitLanes<B, ulong>
    {
        L magnitude = L.FromBits(L.ToBits(x) & ~DoubleSign);
        B bits = L.ToBits(magnitude) + (DoubleOne - DoubleSqrtHalf);
        L k = L.FromBits((bits >>> DoubleMantissa) | 0x4330_0000_0000_0000ul) - (4503599627370496.0 + 1023.0);
        L f = L.FromBits((bits & 0x000F_FFFF_FFFF_FFFFul) + DoubleSqrtHalf) - 1.0;

        // No float is beyond these bounds but infinity, which would give NaN below beside a base of 1.
        y = L.Select(y > 1e39, 1e39, y);
        y = L.Select(y < -1e39, -1e39, y);

        // log2(1 + f) = s p(s²) with s = f / (2 + f).
        L s = f / (2.0 + f);
        L z = s * s;
        L z2 = z * z;
        L p0 = (2.885390081777927 + z * 0.9617966939244104) + z2 * (0.5770780172278135 + z * 0.4121984040075021);
        L p4 = (0.3206162864656765 + z * 0.2614467992328717) + z2 * 0.24289135305334003;
        L exponent = y * (k + s * (p0 + z2 * z2 * p4));

        // Past these bounds every result is infinity or zero as a float.
        exponent = L.Select(exponent > 200.0, 200.0, exponent);
        exponent = L.Select(exponent < -200.0, -200.0, exponent);
        L rounded = exponent + DoubleRounder;
        L r = exponent - (rounded - DoubleRounder);
        L r2 = r * r;
        L q0 = (1.0 + r * 0.6931471805474605) + r2 * (0.24022650695569928 + r * 0.05550410937393567);
        L q4 = (0.00961812921668683 + r * 0.0013333453231357234) + r2 * (0.0001540341696224372 + r * 1.5309522047149062e-05);
        L power = (q0 + r2 * r2 * (q4 + r2 * r2 * 1.3263240440706592e-06)) * DoublePowerOfTwo<L, B>(L.ToBits(rounded));
        return FinishPow<L, B>(x, y, magnitude, power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L PowOfDouble<L, B>(L x, L y)
        where L : struct, ILanes<L, B, double>
        where B : struct, IBitLanes<B, ulong>
    {
        L magnitude = L.FromBits(L.ToBits(x) & ~DoubleSign);
        Log2Parts<L, B>(magnitude, out L log, out L logTail);

        // A larger exponent gives nothing else, and this one's products are finite.
        y = L.Select(y > 73786976294838206464.0, 73786976294838206464.0, y);
        y = L.Select(y < -73786976294838206464.0, -73786976294838206464.0, y);
        L yUpper = L.FromBits(L.ToBits(y) & Upper);
        L exponent = yUpper * log;
        L exponentTail = (y - yUpper) * log + y * logTail;

        // Past these bounds every result is infinity or zero.
        B isHuge = (exponent > 2000.0) | (exponent < -2000.0);
        exponent = L.Select(isHuge, L.Select(exponent > 0.0, 2000.0, -2000.0), exponent);
        exponentTail = L.Select(isHuge, 0.0, exponentTail);

        // What is left of the exponent after its integer, times ln 2, is r + tail.
        L rounded = (exponent + exponentTail) + DoubleRounder;
        L integer = rounded - DoubleRounder;
        L t = exponent - integer;
        L tUpper = L.FromBits(L.ToBits(t + exponentTail) & Upper);
        L u = tUpper * 0.6931467056274414;
        L v = (exponentTail - (tUpper - t)) * 0.6931471805599453 + tUpper * 4.7493250390316726e-07;
        L r = u + v;
        ExpOfReduced<L, B>(r, v - (r - u), out L high, out L low);
        L power = DoubleScale<L, B>(high + low, L.ToBits(rounded), integer);
        return FinishPow<L, B>(x, y, magnitude, power);
    }

    /// <summary>
    /// log2(x) = log + tail for a positive finite x, the former of 21 bits, the sum good to about 2^-67 of it. With x = 2^k m, m
    /// next to c = 1 or 1.5, and s = (m - c) / (m + c): log2(m / c) = 2 / (3 ln 2) s (3 + s² + s⁴ p(s²)).
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Log2Parts<L, B>(L x, out L log, out L tail)
        where L : struct, ILanes<L, B, double>
        where B : struct, IBitLanes<B, ulong>
    {
        B isSubnormal = x < DoubleSmallestNormal;
        B bits = L.ToBits(L.Select(isSubnormal, x * 18014398509481984.0, x)) + (DoubleOne - DoubleSqrtThreeQuarters);
        L k = L.FromBits((bits >>> DoubleMantissa) | 0x4330_0000_0000_0000ul) - (4503599627370496.0 + 1023.0);
        k += L.Select(isSubnormal, -54.0, 0.0);
        L m = L.FromBits((bits & 0x000F_FFFF_FFFF_FFFFul) + DoubleSqrtThreeQuarters);
        B isAbove = m > 1.224744871391589;
        L c = L.Select(isAbove, 1.5, 1.0);

        // s = sUpper + sTail, by the division's remainder.
        L difference = m - c;
        L sum = m + c;
        L inverse = 1.0 / sum;
        L s = difference * inverse;
        L sUpper = L.FromBits(L.ToBits(s) & Upper);
        L sumUpper = L.FromBits(L.ToBits(sum) & Upper);
        L sumTail = m - (sumUpper - c);
        L sTail = inverse * ((difference - sUpper * sumUpper) - sUpper * sumTail);

        // 3 + s² + s⁴ p = series + seriesTail.
        L z = s * s;
        L z2 = z * z;
        L p0 = (0.5999999999999946 + z * 0.4285714285785189) + z2 * (0.33333332982979813 + z * 0.27272812185240713);
        L p4 = 0.23066090497015648 + z * 0.20697005151466202;
        L rest = z2 * (p0 + z2 * z2 * p4) + sTail * (sUpper + s);
        L square = sUpper * sUpper;
        L series = L.FromBits(L.ToBits((3.0 + square) + rest) & Upper);
        L seriesTail = rest - ((series - 3.0) - square);

        // s (3 + …) = product + productTail.
        L a = sUpper * series;
        L b = sTail * series + seriesTail * s;
        L product = L.FromBits(L.ToBits(a + b) & Upper);
        L productTail = b - (product - a);

        L high = product * 0.9617962837219238;
        L low = (product * 4.102040517767816e-07 + productTail * 0.9617966939259756) + L.Select(isAbove, 1.3270968157207873e-07, 0.0);
        L offset = L.Select(isAbove, 0.5849623680114746, 0.0);
        log = L.FromBits(L.ToBits(((high + low) + offset) + k) & Upper);
        tail = low - (((log - k) - offset) - high);
    }

    /// <summary>Puts the sign on |x|^y, and answers the special cases in place of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L FinishPow<L, B>(L x, L y, L magnitude, L power)
        where L : struct, ILanes<L, B, double>
        where B : struct, IBitLanes<B, ulong>
    {
        B isInfinite = magnitude > double.MaxValue;
        B isZero = L.AreEqual(magnitude, 0.0);
        power = L.Select(isZero | isInfinite, L.Select((y < 0.0) ^ isInfinite, double.PositiveInfinity, 0.0), power);

        B isInteger = IsInteger<L, B>(y);
        B isOdd = isInteger & ~IsInteger<L, B>(y * 0.5);
        power = L.FromBits(L.ToBits(power) ^ (L.ToBits(x) & DoubleSign & isOdd));
        power = L.Select((x < 0.0) & ~isInfinite & ~isInteger, double.NaN, power);
        power = L.Select(L.AreEqual(x, x) & L.AreEqual(y, y), power, x + y);
        return L.Select(L.AreEqual(y, 0.0) | L.AreEqual(x, 1.0), 1.0, power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static B IsInteger<L, B>(L x)
        where L : struct, ILanes<L, B, double>
        where B : struct, IBitLanes<B, ulong>
    {
        const double NoFractions = 4503599627370496.0;
        L magnitude = L.FromBits(L.ToBits(x) & ~DoubleSign);
        return L.AreEqual((magnitude + NoFractions) - NoFractions, magnitude) | (magnitude > NoFractions);
    }
}
