namespace OptimizerDsl.Generators.Tests;

/// <summary>What C# computes where the operator table names an operator.</summary>
internal static class OperatorValues
{
    public static readonly IReadOnlyDictionary<string, Func<double, double, double, double>> OnDoubles = new Dictionary<string, Func<double, double, double, double>>
    {
        ["add"] = (a, b, _) => a + b, ["sub"] = (a, b, _) => a - b, ["mul"] = (a, b, _) => a * b, ["div"] = (a, b, _) => a / b, ["rem"] = (a, b, _) => a % b,
        ["neg"] = (a, _, _) => -a, ["sqrt"] = (a, _, _) => Math.Sqrt(a), ["abs"] = (a, _, _) => Math.Abs(a),
        ["min"] = (a, b, _) => Math.Min(a, b), ["max"] = (a, b, _) => Math.Max(a, b), ["copysign"] = (a, b, _) => Math.CopySign(a, b),
        ["fma"] = Math.FusedMultiplyAdd, ["pow"] = (a, b, _) => Math.Pow(a, b), ["exp"] = (a, _, _) => Math.Exp(a), ["log"] = (a, _, _) => Math.Log(a),
        ["logBase"] = (a, b, _) => Math.Log(a, b), ["log2"] = (a, _, _) => Math.Log2(a), ["log10"] = (a, _, _) => Math.Log10(a), ["cbrt"] = (a, _, _) => Math.Cbrt(a),
        ["sin"] = (a, _, _) => Math.Sin(a), ["cos"] = (a, _, _) => Math.Cos(a), ["tan"] = (a, _, _) => Math.Tan(a), ["asin"] = (a, _, _) => Math.Asin(a),
        ["acos"] = (a, _, _) => Math.Acos(a), ["atan"] = (a, _, _) => Math.Atan(a), ["atan2"] = (a, b, _) => Math.Atan2(a, b), ["sinh"] = (a, _, _) => Math.Sinh(a),
        ["cosh"] = (a, _, _) => Math.Cosh(a), ["tanh"] = (a, _, _) => Math.Tanh(a), ["floor"] = (a, _, _) => Math.Floor(a), ["ceiling"] = (a, _, _) => Math.Ceiling(a),
        ["round"] = (a, _, _) => Math.Round(a), ["truncate"] = (a, _, _) => Math.Truncate(a),
    };

    public static readonly IReadOnlyDictionary<string, Func<Real, Real, Real, Real>> OnReals = new Dictionary<string, Func<Real, Real, Real, Real>>
    {
        ["add"] = (a, b, _) => a + b, ["sub"] = (a, b, _) => a - b, ["mul"] = (a, b, _) => a * b, ["div"] = (a, b, _) => a / b, ["neg"] = (a, _, _) => -a,
        ["sqrt"] = (a, _, _) => Real.Sqrt(a), ["abs"] = (a, _, _) => Real.Abs(a), ["min"] = (a, b, _) => Real.Min(a, b), ["max"] = (a, b, _) => Real.Max(a, b),
        ["copysign"] = (a, b, _) => Real.CopySign(a, b), ["fma"] = Real.FusedMultiplyAdd,
        ["exp"] = (a, _, _) => Real.Exp(a), ["log"] = (a, _, _) => Real.Log(a), ["tanh"] = (a, _, _) => Real.Tanh(a), ["pow"] = (a, b, _) => Real.Pow(a, b),
    };

    public static readonly IReadOnlyDictionary<string, Func<long, long, long>> OnLongs = new Dictionary<string, Func<long, long, long>>
    {
        ["add"] = (a, b) => unchecked(a + b), ["sub"] = (a, b) => unchecked(a - b), ["mul"] = (a, b) => unchecked(a * b),
        ["div"] = (a, b) => a / b, ["rem"] = (a, b) => a % b, ["neg"] = (a, _) => unchecked(-a), ["min"] = Math.Min, ["max"] = Math.Max,
    };

    public static readonly IReadOnlyDictionary<string, Func<bool, bool, bool>> OnBools = new Dictionary<string, Func<bool, bool, bool>>
    {
        ["and"] = (a, b) => a && b, ["or"] = (a, b) => a || b, ["xor"] = (a, b) => a ^ b, ["not"] = (a, _) => !a, ["eq"] = (a, b) => a == b, ["ne"] = (a, b) => a != b,
    };

    public static readonly IReadOnlyDictionary<string, Func<double, double, bool>> DoubleTests = new Dictionary<string, Func<double, double, bool>>
    {
        ["lt"] = (a, b) => a < b, ["le"] = (a, b) => a <= b, ["gt"] = (a, b) => a > b, ["ge"] = (a, b) => a >= b, ["eq"] = (a, b) => a == b, ["ne"] = (a, b) => a != b,
        ["isNaN"] = (a, _) => double.IsNaN(a), ["isFinite"] = (a, _) => double.IsFinite(a), ["isInfinity"] = (a, _) => double.IsInfinity(a),
    };

    public static readonly IReadOnlyDictionary<string, Func<long, long, bool>> LongTests = new Dictionary<string, Func<long, long, bool>>
    {
        ["lt"] = (a, b) => a < b, ["le"] = (a, b) => a <= b, ["gt"] = (a, b) => a > b, ["ge"] = (a, b) => a >= b, ["eq"] = (a, b) => a == b, ["ne"] = (a, b) => a != b,
    };

    /// <summary>Doubles among which every special case is.</summary>
    public static readonly double[] Doubles =
    [
        0.0, -0.0, 1, -1, 2, -2, 3, 0.5, -0.5, 1.5, 2.5, 8, 27, 64, 0.1, 1e-8, -1e-8, 1e8, 123.456, -123.456, 1e300, -1e300, 1e-300, Math.PI, 9.2233720368547758e18, -9.2233720368547758e18,
        float.MaxValue, float.Epsilon, double.MaxValue, double.MinValue, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    public static readonly long[] Longs = [0, 1, -1, 2, -2, 3, 7, -7, 1L << 53, (1L << 53) + 1, long.MaxValue, long.MinValue];
}
