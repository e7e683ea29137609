using System.Numerics;
using System.Reflection;

namespace OptimizerDsl.Generators.Ir;

/// <summary>What netstandard2.0's Math lacks and the interpreter needs.</summary>
internal static class ExactMath
{
    // The runtime's own where it has them: what the interpreter says then is what the recipe's program computes.
    private static readonly Func<double, double> s_log2 = OfRuntime("Log2") ?? (a => Math.Log(a, 2));
    private static readonly Func<double, double> s_cbrt = OfRuntime("Cbrt") ?? (a => a == 0 ? a : CopySign(Math.Pow(Math.Abs(a), 1.0 / 3), a));

    public static double Log2(double value) => s_log2(value);

    public static double Cbrt(double value) => s_cbrt(value);

    public static double CopySign(double value, double sign)
    {
        const long SignBit = long.MinValue;
        return BitConverter.Int64BitsToDouble(
            (BitConverter.DoubleToInt64Bits(value) & ~SignBit) | (BitConverter.DoubleToInt64Bits(sign) & SignBit));
    }

    /// <summary>a * b + c, rounded once to double.</summary>
    public static double FusedMultiplyAdd(double a, double b, double c) => FusedMultiplyAdd(a, b, c, toOdd: false);

    /// <summary>a * b + c, rounded to odd: rounding that to single is rounding once, where a double rounded to nearest could stand on a tie.</summary>
    public static double FusedMultiplyAddToOdd(double a, double b, double c) => FusedMultiplyAdd(a, b, c, toOdd: true);

    private static double FusedMultiplyAdd(double a, double b, double c, bool toOdd)
    {
        if (!IsFinite(a) || !IsFinite(b)) return a * b + c;
        if (!IsFinite(c)) return c;
        if (a == 0 || b == 0) return a * b + c;
        (BigInteger product, int exponent) = Parts(a);
        (BigInteger factor, int factorExponent) = Parts(b);
        (BigInteger summand, int summandExponent) = Parts(c);
        product *= factor;
        exponent += factorExponent;
        int lowest = c == 0 ? exponent : Math.Min(exponent, summandExponent);
        BigInteger sum = (product << (exponent - lowest)) + (c == 0 ? 0 : summand << (summandExponent - lowest));
        return Round(sum, lowest, toOdd);
    }

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    /// <summary>The integer m and the exponent e of a finite value m * 2^e.</summary>
    private static (BigInteger Mantissa, int Exponent) Parts(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int field = (int)((bits >> 52) & 0x7ff);
        long fraction = bits & 0xfffffffffffff;
        long mantissa = field == 0 ? fraction : fraction | 0x10000000000000;
        return (bits < 0 ? -mantissa : mantissa, Math.Max(field, 1) - 1075);
    }

    /// <summary>value * 2^exponent as a double: rounded to nearest, ties to even, or to odd.</summary>
    private static double Round(BigInteger value, int exponent, bool toOdd)
    {
        BigInteger magnitude = BigInteger.Abs(value);
        int length = 8 * (magnitude.ToByteArray().Length - 1);
        for (BigInteger rest = magnitude >> length; !rest.IsZero; rest >>= 1) length++;
        int last = Math.Max(length + exponent - 53, -1074);
        long digits;
        if (last <= exponent)
        {
            digits = (long)(magnitude << (exponent - last));
        }
        else
        {
            digits = (long)(magnitude >> (last - exponent));
            BigInteger lost = magnitude - ((BigInteger)digits << (last - exponent)), half = BigInteger.One << (last - exponent - 1);
            if (toOdd) digits |= lost.IsZero ? 0L : 1L;
            else if (lost > half || lost == half && (digits & 1) != 0) digits++;
        }
        // With the hidden bit added, not merged, a carry out of the digits raises the exponent by itself.
        long bits = digits < 0x10000000000000 ? digits : ((long)(last + 1074) << 52) + digits;
        if (last > 971 || bits > 0x7ff0000000000000) bits = 0x7ff0000000000000;
        return BitConverter.Int64BitsToDouble(value.Sign < 0 ? bits | long.MinValue : bits);
    }

    private static Func<double, double>? OfRuntime(string name) =>
        typeof(Math).GetMethod(name, BindingFlags.Public | BindingFlags.Static, null, [typeof(double)], null) is MethodInfo method
            ? (Func<double, double>)method.CreateDelegate(typeof(Func<double, double>))
            : null;
}
