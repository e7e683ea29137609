using System.Numerics;

namespace OptimizerDsl.Tests;

/// <summary>The judge is judged: digits that are in every table, and identities.</summary>
public sealed class ExactMathTests
{
    [Fact]
    public void Known_constants()
    {
        Same("2.718281828459045235360287471352662497757247093699959574966967627724", ExactMath.Exp(ExactMath.One));
        Same("0.693147180559945309417232121458176568075500134360255254120680009493", ExactMath.Log(2));
        Same("2.302585092994045684017991454684364207601101488628772976033327900967", ExactMath.Log(10));
        Same("0.761594155955764888119458282604793590412768597257936551596810500121", ExactMath.Tanh(1));
        Same("0.000045399929762484851535591515560550610237918088866564969259071305", ExactMath.Exp(-10 * ExactMath.One));
    }

    [Fact]
    public void Ulps_are_units_of_the_last_place()
    {
        Assert.Equal(0, Ulps.Of(1.5, ExactMath.Of(1.5)));
        Assert.Equal(1, Ulps.Of(Math.BitIncrement(1.5), ExactMath.Of(1.5)));
        Assert.Equal(0.5, Ulps.Of(1f, ExactMath.Of(1 + Math.ScaleB(1, -24))));
        Assert.Equal(2, Ulps.Of(-1.0, ExactMath.Of(-1 - Math.ScaleB(1, -51))));
        Assert.Equal(Math.ScaleB(1, 53), Ulps.Of(-1.0, ExactMath.Of(1.0)));
        Assert.Equal(1, Ulps.Of(0.0, new ExactMath.Scaled(ExactMath.One, -1074)));
        Assert.Equal(0.25, Ulps.Of(double.Epsilon, new ExactMath.Scaled(5 * ExactMath.One, -1076)));
        Assert.Equal(1, Ulps.Of(double.PositiveInfinity, new ExactMath.Scaled(ExactMath.Of(2 - Math.ScaleB(1, -52)), 1023)));
        Assert.Equal(1, Ulps.Of(float.PositiveInfinity, new ExactMath.Scaled(ExactMath.Of(2 - Math.ScaleB(1, -23)), 127)));
    }

    private static void Same(string digits, ExactMath.Scaled value)
    {
        int decimals = digits.Length - digits.IndexOf('.') - 1;
        BigInteger expected = BigInteger.Parse(digits.Replace(".", ""), System.Globalization.CultureInfo.InvariantCulture);
        BigInteger scaled = value.Value * BigInteger.Pow(10, decimals);
        int shift = ExactMath.Fraction - value.Exponent;
        Assert.True(BigInteger.Abs((scaled >> shift) - expected) <= 1, $"{digits} is not {scaled >> shift}");
    }
}
