namespace OptimizerDsl.Generators.Ir;

/// <summary>What netstandard2.0's Math lacks and the interpreter needs.</summary>
internal static class ExactMath
{
    public static double CopySign(double value, double sign)
    {
        const long SignBit = long.MinValue;
        return BitConverter.Int64BitsToDouble(
            (BitConverter.DoubleToInt64Bits(value) & ~SignBit) | (BitConverter.DoubleToInt64Bits(sign) & SignBit));
    }

    /// <summary>
    /// a * b + c with one rounding for operands that are single-precision numbers; for wider operands the product's error is
    /// added in double-double arithmetic, which may differ from a hardware FMA in the last bit.
    /// </summary>
    public static double FusedMultiplyAdd(double a, double b, double c)
    {
        double product = a * b;
        double sum = product + c;
        if (double.IsNaN(sum) || double.IsInfinity(sum) || double.IsInfinity(product)) return sum;
        double back = sum - product;
        double error = (product - (sum - back)) + (c - back) + ProductError(a, b, product);
        return RoundToOdd(sum, error);
    }

    // Dekker's product: the exact difference between a * b and its rounding, barring overflow of the splitting.
    private static double ProductError(double a, double b, double product)
    {
        (double aHigh, double aLow) = Split(a);
        (double bHigh, double bLow) = Split(b);
        double error = ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
        return double.IsNaN(error) ? 0 : error;
    }

    private static (double High, double Low) Split(double value)
    {
        double scaled = 134217729.0 * value;
        double high = scaled - (scaled - value);
        return (high, value - high);
    }

    // Rounding to odd keeps a later rounding to single from rounding twice.
    private static double RoundToOdd(double sum, double error)
    {
        long bits = BitConverter.DoubleToInt64Bits(sum);
        if (error == 0 || sum == 0 || (bits & 1) != 0) return sum;
        bool away = (error > 0) == (sum > 0);
        return BitConverter.Int64BitsToDouble(away ? bits + 1 : bits - 1);
    }
}
