namespace OptimizerDsl.Tests;

/// <summary>The special values of IEEE 754-2019, clause 9.2.1, and of C, annex F, at all widths.</summary>
public sealed class VaryingSpecialValueTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    public static TheoryData<string, double, double, double> Values => new()
    {
        { "Exp", 0, 0, 1 }, { "Exp", -0.0, 0, 1 }, { "Exp", Inf, 0, Inf }, { "Exp", -Inf, 0, 0 }, { "Exp", NaN, 0, NaN },
        { "Exp", 1e4, 0, Inf }, { "Exp", -1e4, 0, 0 }, { "Exp", double.Epsilon, 0, 1 },
        { "Log", 1, 0, 0 }, { "Log", 0, 0, -Inf }, { "Log", -0.0, 0, -Inf }, { "Log", Inf, 0, Inf }, { "Log", -Inf, 0, NaN },
        { "Log", -1, 0, NaN }, { "Log", -1e-40, 0, NaN }, { "Log", NaN, 0, NaN },
        { "Tanh", 0, 0, 0 }, { "Tanh", -0.0, 0, -0.0 }, { "Tanh", Inf, 0, 1 }, { "Tanh", -Inf, 0, -1 }, { "Tanh", NaN, 0, NaN },
        { "Tanh", 30, 0, 1 }, { "Tanh", -30, 0, -1 },

        // x^0 and 1^y.
        { "Pow", 2, 0, 1 }, { "Pow", 2, -0.0, 1 }, { "Pow", 0, 0, 1 }, { "Pow", Inf, 0, 1 }, { "Pow", -Inf, -0.0, 1 }, { "Pow", NaN, 0, 1 },
        { "Pow", 1, 7, 1 }, { "Pow", 1, Inf, 1 }, { "Pow", 1, -Inf, 1 }, { "Pow", 1, NaN, 1 },
        { "Pow", NaN, 1, NaN }, { "Pow", 2, NaN, NaN }, { "Pow", -1, NaN, NaN }, { "Pow", NaN, NaN, NaN }, { "Pow", 0, NaN, NaN }, { "Pow", NaN, Inf, NaN },

        // Zeros: odd integers keep their sign.
        { "Pow", 0, 3, 0 }, { "Pow", -0.0, 3, -0.0 }, { "Pow", 0, 2, 0 }, { "Pow", -0.0, 2, 0 }, { "Pow", -0.0, 2.5, 0 }, { "Pow", 0, Inf, 0 }, { "Pow", -0.0, Inf, 0 },
        { "Pow", 0, -3, Inf }, { "Pow", -0.0, -3, -Inf }, { "Pow", 0, -2, Inf }, { "Pow", -0.0, -2, Inf }, { "Pow", -0.0, -0.5, Inf }, { "Pow", 0, -Inf, Inf }, { "Pow", -0.0, -Inf, Inf },
        { "Pow", -0.0, 16777215, -0.0 }, { "Pow", -0.0, 16777216, 0 }, { "Pow", -0.0, -16777215, -Inf }, { "Pow", -0.0, 1e30, 0 },

        // Infinite exponents.
        { "Pow", -1, Inf, 1 }, { "Pow", -1, -Inf, 1 }, { "Pow", 2, Inf, Inf }, { "Pow", 2, -Inf, 0 }, { "Pow", 0.5, Inf, 0 }, { "Pow", 0.5, -Inf, Inf },
        { "Pow", -2, Inf, Inf }, { "Pow", -2, -Inf, 0 }, { "Pow", -0.5, Inf, 0 }, { "Pow", -0.5, -Inf, Inf },

        // Infinite bases.
        { "Pow", Inf, 2, Inf }, { "Pow", Inf, 0.1, Inf }, { "Pow", Inf, -2, 0 }, { "Pow", Inf, Inf, Inf }, { "Pow", Inf, -Inf, 0 },
        { "Pow", -Inf, 3, -Inf }, { "Pow", -Inf, 2, Inf }, { "Pow", -Inf, 2.5, Inf }, { "Pow", -Inf, -3, -0.0 }, { "Pow", -Inf, -2, 0 }, { "Pow", -Inf, -2.5, 0 },
        { "Pow", -Inf, Inf, Inf }, { "Pow", -Inf, -Inf, 0 },

        // Negative bases.
        { "Pow", -2, 3, -8 }, { "Pow", -2, 2, 4 }, { "Pow", -2, -1, -0.5 }, { "Pow", -2, 0.5, NaN }, { "Pow", -1, 1e30, 1 }, { "Pow", -1, 16777215, -1 }, { "Pow", -1e-40, 0.3, NaN },

        // Out of range, signs kept.
        { "Pow", 10, 400, Inf }, { "Pow", -10, 401, -Inf }, { "Pow", 10, -400, 0 }, { "Pow", -10, -401, -0.0 }, { "Pow", 1.5, 1e30, Inf }, { "Pow", 0.75, 1e30, 0 }, { "Pow", 0.75, -1e30, Inf },
        { "Pow", 3, 1e-40, 1 }, { "Pow", 4, 0.5, 2 }, { "Pow", 3, 2, 9 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Special(string name, double x, double y, double expected)
    {
        foreach (int width in (int[])[0, 128, 256, 512])
        {
            VaryingFunction<float> single = VaryingFunctions.OfSingle.Single(function => function.Name == name);
            Assert.All(single.Run(width, Same((float)x), Same((float)y)), actual => AssertSame(expected, actual));
            VaryingFunction<double> wide = VaryingFunctions.OfDouble.Single(function => function.Name == name);
            Assert.All(wide.Run(width, Same(x), Same(y)), actual => AssertSame(expected, actual));
        }
    }

    [Fact]
    public void Double_knows_odd_integers_up_to_its_last()
    {
        VaryingFunction<double> pow = VaryingFunctions.OfDouble.Single(function => function.Name == "Pow");
        AssertSame(-1, pow.Scalar(-1, 9007199254740991));
        AssertSame(1, pow.Scalar(-1, 9007199254740992));
        AssertSame(-1, pow.Scalar(-1, -4503599627370497));
        AssertSame(NaN, pow.Scalar(-1, 4503599627370495.5));
    }

    // A value in each lane of the widest vector.
    private static T[] Same<T>(T value) => Enumerable.Repeat(value, 16).ToArray();

    private static void AssertSame(double expected, double actual) =>
        Assert.True(double.IsNaN(expected) ? double.IsNaN(actual) : BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual), $"{actual:R} instead of {expected:R}");
}
