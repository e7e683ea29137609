using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <content>
/// tanh(x) = x + x³ p(x²) for |x| &lt; 0.55, else 1 - 2 / (exp(2 |x|) + 1) with the sign of x; from 0.55 on that is more than
/// 1/2, so that the quotient's rounding counts for a quarter only.
/// </content>
public static partial class VaryingMath
{
    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="x">The operand.</param>
    /// <returns>Odd, zeros included; 1 for infinity.</returns>
    /// <remarks>At most 0.82 units of the last place off, over all floats.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float Tanh(float x) => TanhOfSingle<LanesOfSingle, BitsOfSingle>(new(x)).Value;

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<float> Tanh(Vector128<float> x) => TanhOfSingle<LanesOfSingle128, BitsOfSingle128>(new(x)).Value;

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => TanhOfSingle<LanesOfSingle256, BitsOfSingle256>(new(x)).Value;

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => TanhOfSingle<LanesOfSingle512, BitsOfSingle512>(new(x)).Value;

    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="x">The operand.</param>
    /// <returns>Odd, zeros included; 1 for infinity.</returns>
    /// <remarks>At most 0.91 units of the last place off, over 6 million random values.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Tanh(double x) => TanhOfDouble<LanesOfDouble, BitsOfDouble>(new(x)).Value;

    /// <inheritdoc cref="Tanh(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<double> Tanh(Vector128<double> x) => TanhOfDouble<LanesOfDouble128, BitsOfDouble128>(new(x)).Value;

    /// <inheritdoc cref="Tanh(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector256<double> Tanh(Vector256<double> x) => TanhOfDouble<LanesOfDouble256, BitsOfDouble256>(new(x)).Value;

    /// <inheritdoc cref="Tanh(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Tanh(Vector512<double> x) => TanhOfDouble<LanesOfDouble512, BitsOfDouble512>(new(x)).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L TanhOfSingle<L, B>(L x)
        where L : struct, ILanes<L, B, float>
        where B : struct, IBitLanes<B, uint>
    {
        B sign = L.ToBits(x) & SingleSign;
        L magnitude = L.FromBits(L.ToBits(x) ^ sign);
        L u = magnitude * magnitude;
        L p = (-0.333333164f + u * 0.133325443f) + u * u * ((-0.0538475476f + u * 0.021050714f) + u * u * -0.0062428494f);
        L small = magnitude + magnitude * (u * p);

        // Past 9.02 the result rounds to 1.
        L bounded = L.Select(magnitude > 10f, 10f, magnitude);
        L power = SinglePowerOfTwo<L, B>(SingleExpParts<L, B>(bounded + bounded, out L high, out L low, out _));
        L sum = high + low;
        L scaled = sum * power;
        L divisor = scaled + 1f;
        L rest = (1f - (divisor - scaled)) + (low - (sum - high)) * power;

        // 2 / (divisor + rest) = q - q rest / divisor, and 1 / divisor is q / 2.
        L q = 2f / divisor;
        L result = 1f - q;
        L large = result + (((1f - result) - q) + q * q * (rest * 0.5f));
        return L.FromBits(L.ToBits(L.Select(magnitude < 0.55f, small, large)) | sign);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L TanhOfDouble<L, B>(L x)
        where L : struct, ILanes<L, B, double>
        where B : struct, IBitLanes<B, ulong>
    {
        B sign = L.ToBits(x) & DoubleSign;
        L magnitude = L.FromBits(L.ToBits(x) ^ sign);
        L u = magnitude * magnitude;
        L u2 = u * u;
        L u4 = u2 * u2;
        L p0 = (-0.333333333333333 + u * 0.13333333333326516) + u2 * (-0.05396825396367889 + u * 0.021869488383107677);
        L p4 = (-0.008863232551336444 + u * 0.0035920914824953756) + u2 * (-0.001455539086607498 + u * 0.0005884281762436112);
        L p8 = (-0.00023333811207559233 + u * 8.325157072611951e-05) + u2 * -1.9453132365385317e-05;
        L small = magnitude + magnitude * (u * (p0 + u4 * (p4 + u4 * p8)));

        // Past 19.07 the result rounds to 1.
        L bounded = L.Select(magnitude > 20.0, 20.0, magnitude);
        L power = DoublePowerOfTwo<L, B>(DoubleExpParts<L, B>(bounded + bounded, out L high, out L low, out _));
        L sum = high + low;
        L scaled = sum * power;
        L divisor = scaled + 1.0;
        L rest = (1.0 - (divisor - scaled)) + (low - (sum - high)) * power;

        L q = 2.0 / divisor;
        L result = 1.0 - q;
        L large = result + (((1.0 - result) - q) + q * q * (rest * 0.5));
        return L.FromBits(L.ToBits(L.Select(magnitude < 0.55, small, large)) | sign);
    }
}
