using System.Globalization;
using System.Reflection;
using CsCheck;

namespace OptimizerDsl.Tests;

public sealed class RealTests
{
    private const int Samples = 300_000;

    // All bit patterns, patterns of one sign and a small exponent (where results become subnormal), and the corner cases.
    private static readonly Gen<float> _floats = Gen.OneOf(
        Gen.UInt.Select(BitConverter.UInt32BitsToSingle),
        Gen.UInt[0, 0x1000_0000].Select(BitConverter.UInt32BitsToSingle),
        Gen.Float[-4, 4],
        Gen.OneOf(0f, -0f, 1f, -1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1.17549435e-38f));

    private static readonly Gen<double> _doubles = Gen.OneOf(
        Gen.ULong.Select(BitConverter.UInt64BitsToDouble),
        Gen.Double[-4, 4],
        Gen.OneOf(0.0, -0.0, 1.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue));

    [Fact]
    public void Single_rounds_as_float_arithmetic_does() => Gen.Select(_floats, _floats).Sample((x, y) =>
    {
        Real a = x;
        Real b = y;
        return Same(x + y, a + b) && Same(x - y, a - b) && Same(x * y, a * b) && Same(x / y, a / b) && Same(-x, -a)
            && Same(MathF.Sqrt(x), Real.Sqrt(a)) && Same(MathF.Abs(x), Real.Abs(a))
            && Same(MathF.Min(x, y), Real.Min(a, b)) && Same(MathF.Max(x, y), Real.Max(a, b))
            && Same(MathF.CopySign(x, y), Real.CopySign(a, b))
            && (x < y) == (a < b) && (x <= y) == (a <= b) && (x > y) == (a > b) && (x >= y) == (a >= b)
            && (x == y) == (a == b) && (x != y) == (a != b);
    }, iter: Samples);

    [Fact]
    public void Single_fuses_and_interpolates_as_float_arithmetic_does() => Gen.Select(_floats, _floats, _floats).Sample((x, y, z) =>
        Same(MathF.FusedMultiplyAdd(x, y, z), Real.FusedMultiplyAdd(x, y, z))
        && Same(x + z * (y - x), Real.Lerp(x, y, z))
        && Same(MathF.Min(MathF.Max(x, y), z), Real.Clamp(x, y, z)), iter: Samples);

    [Fact]
    public void Double_rounds_as_double_arithmetic_does() => Gen.Select(_doubles, _doubles, _doubles).Sample((x, y, z) =>
    {
        using ElementTypeScope scope = Real.As(ElementType.Double);
        Real a = x;
        Real b = y;
        return Same(x + y, a + b) && Same(x - y, a - b) && Same(x * y, a * b) && Same(x / y, a / b) && Same(-x, -a)
            && Same(Math.Sqrt(x), Real.Sqrt(a)) && Same(Math.Min(x, y), Real.Min(a, b)) && Same(Math.Max(x, y), Real.Max(a, b))
            && Same(Math.FusedMultiplyAdd(x, y, z), Real.FusedMultiplyAdd(a, b, z))
            && Same(x + z * (y - x), Real.Lerp(a, b, z));
    }, iter: Samples);

    [Fact]
    public void A_broadcast_rounds_once_and_reads_back_exactly() => _doubles.Sample(x =>
    {
        bool single = Same((float)x, (Real)x);
        using ElementTypeScope scope = Real.As(ElementType.Double);
        return single && Same(x, x);
    }, iter: Samples);

    [Fact]
    public void Integers_are_broadcast_through_double()
    {
        Real x = 16_777_217L;
        Assert.Equal(16_777_216.0, (double)x);
        using ElementTypeScope scope = Real.As(ElementType.Double);
        x = 16_777_217L;
        Assert.Equal(16_777_217.0, (double)x);
    }

    [Fact]
    public void Sign_keeps_zeros_and_nan()
    {
        Assert.True(Same(1, Real.Sign(float.Epsilon)));
        Assert.True(Same(-1, Real.Sign(double.NegativeInfinity)));
        Assert.True(Same(0.0, Real.Sign(0.0)));
        Assert.True(Same(-0.0, Real.Sign(-0.0)));
        Assert.True(Same(double.NaN, Real.Sign(double.NaN)));
    }

    [Fact]
    public void Min_and_max_order_zeros_and_propagate_nan()
    {
        Assert.True(Same(-0.0, Real.Min(0.0, -0.0)) && Same(-0.0, Real.Min(-0.0, 0.0)));
        Assert.True(Same(0.0, Real.Max(0.0, -0.0)) && Same(0.0, Real.Max(-0.0, 0.0)));
        Assert.True(Same(double.NaN, Real.Min(double.NaN, 1)) && Same(double.NaN, Real.Max(1, double.NaN)));
    }

    [Fact]
    public void Clamp_never_throws()
    {
        Assert.True(Same(1, Real.Clamp(3, -1, 1)));
        Assert.True(Same(-1, Real.Clamp(0, 1, -1)));
        Assert.True(Same(double.NaN, Real.Clamp(double.NaN, -1, 1)));
        Assert.True(Same(double.NaN, Real.Clamp(0, double.NaN, 1)));
        Assert.True(Same(0.0, Real.Clamp(-0.0, 0.0, 1)));
    }

    [Fact]
    public void Nothing_converts_from_or_to_float()
    {
        MethodInfo[] conversions = [.. typeof(Real).GetMethods().Where(method => method.Name is "op_Implicit" or "op_Explicit")];
        Assert.Equal(2, conversions.Length);
        MethodInfo broadcast = Assert.Single(conversions, method => method.Name == "op_Implicit");
        Assert.Equal(typeof(double), Assert.Single(broadcast.GetParameters()).ParameterType);
        Assert.Equal(typeof(double), Assert.Single(conversions, method => method.Name == "op_Explicit").ReturnType);
        Assert.Empty(typeof(Real).GetConstructors());
    }

    [Fact]
    public void Element_types_nest_and_restore()
    {
        const double Third = 1.0 / 3;
        Assert.Equal((float)Third, (double)(Real)Third);
        using (Real.As(ElementType.Double))
        {
            Assert.Equal(Third, (double)(Real)Third);
            using (Real.As(ElementType.Single))
            {
                Assert.Equal((float)Third, (double)(Real)Third);
            }

            Assert.Equal(Third, (double)(Real)Third);
            var other = new Thread(() => Assert.Equal((float)Third, (double)(Real)Third));
            other.Start();
            other.Join();
        }

        Assert.Equal((float)Third, (double)(Real)Third);
        Assert.Throws<ArgumentOutOfRangeException>(() => Real.As((ElementType)7));
        Assert.Equal((float)Third, (double)(Real)Third);
    }

    [Fact]
    public void Equality_as_of_keys_and_text_are_those_of_the_value()
    {
        Real nan = double.NaN;
#pragma warning disable CS1718 // NaN is meant to differ from itself.
        Assert.False(nan == nan);
#pragma warning restore CS1718
        Assert.True(nan.Equals(nan));
        Assert.True(nan.Equals((object)nan));
        Assert.False(nan.Equals(null));
        Assert.Equal(((Real)0.5).GetHashCode(), ((Real)0.5).GetHashCode());
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("0.5", ((Real)0.5).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    // NaN payloads are nobody's promise; everything else, signs of zeros included, is.
    private static bool Same(double expected, Real actual)
    {
        double value = (double)actual;
        return double.IsNaN(expected) ? double.IsNaN(value) : BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(value);
    }
}
