using System.Numerics;

namespace OptimizerDsl.Tests;

/// <summary>
/// Functions in fixed-point arithmetic with <see cref="Fraction"/> bits after the point, the judge of what the library computes.
/// </summary>
/// <remarks>
/// Every product, quotient and shift is off by at most one unit, 2^-<see cref="Fraction"/>. The exponential has some 40 of them
/// before 16 squarings, each of which doubles what there is, and takes up to 1100 times the error of ln 2: it is good to about
/// 2^-295, the logarithm likewise. A double has bits down to 2^-53 of its value, so 200 bits more than that are right.
/// </remarks>
internal static class ExactMath
{
    public const int Fraction = 320;

    public static readonly BigInteger One = BigInteger.One << Fraction;

    // ln 2 = 2 artanh(1/3).
    private static readonly BigInteger _ln2 = 2 * Artanh(One / 3);

    /// <summary>A finite number, exactly if it is a multiple of one unit (of what a double can be, all from 2^-268 on are).</summary>
    public static BigInteger Of(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) & 0x7FF;
        BigInteger mantissa = (bits & 0xF_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 1L << 52);
        int shift = Math.Max(exponent, 1) - 1075 + Fraction;
        BigInteger magnitude = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return bits < 0 ? -magnitude : magnitude;
    }

    /// <summary>exp(x) as a number in [1, 2) and an exponent of 2.</summary>
    public static Scaled Exp(BigInteger x)
    {
        BigInteger n = BigInteger.Divide(x, _ln2) - (x.Sign < 0 ? 1 : 0);
        BigInteger r = x - n * _ln2;

        // exp(r) = exp(r / 2^16)^(2^16): each squaring doubles an error, 16 of them cost 16 bits.
        BigInteger small = r >> 16;
        BigInteger sum = One;
        BigInteger term = One;
        for (int i = 1; !term.IsZero; i++)
        {
            term = Times(term, small) / i;
            sum += term;
        }

        for (int i = 0; i < 16; i++)
        {
            sum = Times(sum, sum);
        }

        return new Scaled(sum, (int)n);
    }

    /// <summary>log(x) of a positive finite x: the nearest double, corrected by log(1 + t), t = x / exp(that) - 1.</summary>
    public static BigInteger Log(double x)
    {
        int exponent = Math.ILogB(x);
        double mantissa = Math.ScaleB(x, -exponent);
        BigInteger guess = Of(Math.Log(mantissa));
        Scaled power = Exp(-guess);
        BigInteger t = Shift(Times(Of(mantissa), power.Value), power.Exponent) - One;
        if (BigInteger.Abs(t) > One >> 40)
        {
            throw new InvalidOperationException("The guess has to be close to the logarithm.");
        }

        // log(1 + t) = 2 artanh(t / (2 + t)).
        return guess + 2 * Artanh((t << Fraction) / (2 * One + t)) + exponent * _ln2;
    }

    /// <summary>tanh(x) of an x from 2^-30 on: (1 - e) / (1 + e) with e = exp(-2 x).</summary>
    public static BigInteger Tanh(double x)
    {
        Scaled power = Exp(-2 * Of(x));
        BigInteger e = Shift(power.Value, power.Exponent);
        return ((One - e) << Fraction) / (One + e);
    }

    public static BigInteger Times(BigInteger a, BigInteger b) => (a * b) >> Fraction;

    private static BigInteger Artanh(BigInteger x)
    {
        BigInteger square = Times(x, x);
        BigInteger power = x;
        BigInteger sum = x;
        for (int i = 3; !power.IsZero && power != -BigInteger.One; i += 2)
        {
            power = Times(power, square);
            sum += power / i;
        }

        return sum;
    }

    private static BigInteger Shift(BigInteger value, int left) => left >= 0 ? value << left : value >> -left;

    /// <summary>Value / 2^<see cref="Fraction"/> * 2^Exponent.</summary>
    public readonly record struct Scaled(BigInteger Value, int Exponent)
    {
        public static implicit operator Scaled(BigInteger value) => new(value, 0);
    }
}
