using System.Numerics;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>
/// No result is further from the exact value than the documentation says. The intervals are where most results are, where
/// roundings meet the end of a range or a change of method, and where results are subnormal.
/// </summary>
public sealed class VaryingAccuracyTests
{
    private const int Samples = 1500;

    public static TheoryData<double, double> ExpOf => new() { { -745.1, 709.7 }, { -1, 1 }, { -745.1, -708.3 }, { 0.3465, 0.3466 }, { -104, 88.7 }, { -103.9, -87.3 } };

    public static TheoryData<double, double> LogOf => new() { { 0.5, 2 }, { 0.69, 0.72 }, { 1.38, 1.42 }, { 0.999, 1.001 }, { 1e-320, 1e-300 }, { 1e-45, 1e-36 }, { 1, 3e38 }, { 1, double.MaxValue } };

    public static TheoryData<double, double> TanhOf => new() { { 0, 20 }, { 0, 1 }, { 0.45, 0.65 }, { 1e-9, 1e-3 }, { 8, 9.1 }, { 18, 19.1 } };

    public static TheoryData<double, double, double, double> PowOf => new()
    {
        { 0.5, 2, -3, 3 }, { 0, 100, -20, 20 }, { 1e-320, 1e-300, -1, 1 }, { 0.999, 1.001, -6e5, 6e5 }, { 1, double.MaxValue, -1, 1 },
        { 0, 1, 0, 300 }, { 1.2, 1.25, -3000, 3000 }, { 1e-45, 3e38, -1, 1 }, { 0.86, 0.87, 4000, 5200 },
    };

    [Theory]
    [MemberData(nameof(ExpOf))]
    public void Exp(double from, double to) => Check(from, to, 0.77, 0.79, x => ExactMath.Exp(ExactMath.Of(x)), VaryingMath.Exp, VaryingMath.Exp);

    [Theory]
    [MemberData(nameof(LogOf))]
    public void Log(double from, double to) => Check(from, to, 0.87, 0.88, x => ExactMath.Log(x), VaryingMath.Log, VaryingMath.Log);

    [Theory]
    [MemberData(nameof(TanhOf))]
    public void Tanh(double from, double to) => Check(from, to, 0.82, 0.91, x => ExactMath.Tanh(x), VaryingMath.Tanh, VaryingMath.Tanh);

    [Theory]
    [MemberData(nameof(PowOf))]
    public void Pow(double fromX, double toX, double fromY, double toY)
    {
        for (int i = 0; i < Samples; i++)
        {
            // Both run through their intervals, the second one many times, by steps of the golden ratio.
            double x = Between(fromX, toX, (i + 0.5) / Samples);
            double y = fromY + (toY - fromY) * (i * 0.6180339887498949 % 1);
            if (PowExactly(x, y) is { } exact)
            {
                AssertWithin(0.80, Ulps.Of(VaryingMath.Pow(x, y), exact), x, y);
            }

            if ((float)x > 0 && float.IsFinite((float)x) && PowExactly((float)x, (float)y) is { } single && Exponent(single) < 128)
            {
                AssertWithin(0.5001, Ulps.Of(VaryingMath.Pow((float)x, (float)y), single), (float)x, (float)y);
            }
        }
    }

    [Fact]
    public void A_first_power_and_powers_of_two_are_exact()
    {
        for (int n = -1074; n < 1024; n++)
        {
            double power = Math.ScaleB(1, n);
            Assert.Equal(power, VaryingMath.Pow(2.0, n));
            Assert.Equal(n % 2 == 0 ? power : -power, VaryingMath.Pow(-2.0, n));
            Assert.Equal((float)power, VaryingMath.Pow(2f, n));
            double x = power * 1.2345678901234567;
            Assert.Equal(x, VaryingMath.Pow(x, 1.0));
            Assert.Equal((float)x, VaryingMath.Pow((float)x, 1f));
        }
    }

    [Fact]
    public void The_tanh_of_what_is_tiny_is_itself()
    {
        for (int n = -1074; n < -28; n++)
        {
            double x = Math.ScaleB(1.7, n);
            Assert.Equal(x, VaryingMath.Tanh(x));
            Assert.Equal((float)x, VaryingMath.Tanh((float)x));
        }
    }

    private static void Check(
        double from, double to, double single, double wide, Func<double, ExactMath.Scaled> exact, Func<float, float> ofSingle, Func<double, double> ofDouble)
    {
        for (int i = 0; i < Samples; i++)
        {
            double x = Between(from, to, (i + 0.5) / Samples);
            if (x != 1)
            {
                AssertWithin(wide, Ulps.Of(ofDouble(x), exact(x)), x, 0);
            }

            float f = (float)x;
            if (f is not (0 or 1) && float.IsFinite(f) && exact(f) is { } value && Exponent(value) < 128)
            {
                AssertWithin(single, Ulps.Of(ofSingle(f), value), f, 0);
            }
        }
    }

    private static void AssertWithin(double bound, double ulps, double x, double y) => Assert.True(ulps <= bound, $"{ulps} units of the last place at {x:R}, {y:R}");

    // Over many magnitudes the logarithm runs evenly, else the value does.
    private static double Between(double from, double to, double t) => from > 0 && to / from > 1e3 ? Math.Exp(Math.Log(from) + t * (Math.Log(to) - Math.Log(from))) : from + t * (to - from);

    private static ExactMath.Scaled? PowExactly(double x, double y)
    {
        BigInteger exponent = ExactMath.Times(ExactMath.Of(y), ExactMath.Log(x));
        return exponent > ExactMath.Of(709.7) || exponent < ExactMath.Of(-745.1) || exponent.IsZero ? null : ExactMath.Exp(exponent);
    }

    private static long Exponent(ExactMath.Scaled value) => (long)BigInteger.Abs(value.Value).GetBitLength() - 1 - ExactMath.Fraction + value.Exponent;
}
