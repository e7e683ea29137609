using System.Numerics;

namespace OptimizerDsl.Tests;

/// <summary>How far results are off, in units of the last place of the exact value.</summary>
internal static class Ulps
{
    public static double Of(double result, ExactMath.Scaled exact) => Of(result, exact, mantissa: 53, smallestExponent: -1022, largestExponent: 1023);

    public static double Of(float result, ExactMath.Scaled exact) => Of(result, exact, mantissa: 24, smallestExponent: -126, largestExponent: 127);

    private static double Of(double result, ExactMath.Scaled exact, int mantissa, int smallestExponent, int largestExponent)
    {
        if (double.IsNaN(result) || exact.Value.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(result), result, "Special values have tests of their own.");
        }

        // exact = value 2^(exponent - Fraction), and its first bit stands at this power of 2.
        BigInteger value = BigInteger.Abs(exact.Value);
        int first = (int)value.GetBitLength() - 1 - ExactMath.Fraction + exact.Exponent;
        int unit = Math.Max(first, smallestExponent) - mantissa + 1;

        // What overflows is judged as the power of 2 that infinity stands for.
        bool isInfinite = double.IsInfinity(result);
        int power = isInfinite ? largestExponent + 1 : Math.Max(result == 0 ? smallestExponent : Math.ILogB(result), -1022) - 52;
        BigInteger digits = isInfinite ? BigInteger.One : (BigInteger)Math.ScaleB(Math.ScaleB(Math.Abs(result), -power / 2), -power - -power / 2);
        if (Math.Sign(result) * exact.Value.Sign < 0)
        {
            digits = -digits;
        }

        // Both in units, with 64 bits after the point.
        BigInteger difference = Scale(digits, 64 + power - unit) - Scale(value, 64 - ExactMath.Fraction + exact.Exponent - unit);
        return (double)BigInteger.Abs(difference) / Math.ScaleB(1, 64);
    }

    private static BigInteger Scale(BigInteger value, int left) => left >= 0 ? value << left : value >> -left;
}
