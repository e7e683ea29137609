namespace OptimizerDsl.Generators.Tests;

using System.Globalization;
using CsCheck;
using OptimizerDsl.Generators.Ir;

/// <summary>Numbers as text: short where that is exact, bits otherwise, the same in every culture.</summary>
public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-1.0, "-1.0")]
    [InlineData(0.125, "0.125")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(999.875, "999.875")]
    [InlineData(1000.0, "0x408f400000000000")]
    [InlineData(0.0625, "0x3fb0000000000000")]
    [InlineData(0.1, "0x3fb999999999999a")]
    [InlineData(-0.0, "0x8000000000000000")]
    [InlineData(double.PositiveInfinity, "0x7ff0000000000000")]
    [InlineData(double.NegativeInfinity, "0xfff0000000000000")]
    [InlineData(double.Epsilon, "0x0000000000000001")]
    [InlineData(double.MaxValue, "0x7fefffffffffffff")]
    public void Double(double value, string text)
    {
        Assert.Equal(text, NumberText.Double(value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(NumberText.ParseDouble(text)!.Value));
    }

    [Fact]
    public void A_NaN_keeps_its_bits()
    {
        foreach (long bits in new[] { 0x7ff8000000000000, unchecked((long)0xfff8000000000000), 0x7ff8000000000123 })
        {
            string text = NumberText.Double(BitConverter.Int64BitsToDouble(bits));
            Assert.Equal("0x" + bits.ToString("x16", CultureInfo.InvariantCulture), text);
            Assert.Equal(bits, BitConverter.DoubleToInt64Bits(NumberText.ParseDouble(text)!.Value));
        }
    }

    [Fact]
    public void Any_double_reads_back() => Gen.Long.Sample(bits =>
        BitConverter.DoubleToInt64Bits(NumberText.ParseDouble(NumberText.Double(BitConverter.Int64BitsToDouble(bits)))!.Value) == bits, iter: 10_000);

    [Fact]
    public void Every_multiple_of_an_eighth_below_a_thousand_is_a_short_decimal()
    {
        for (int eighths = -7999; eighths <= 7999; eighths++)
        {
            double value = eighths / 8.0;
            Assert.Equal(value.ToString("0.0##", CultureInfo.InvariantCulture), NumberText.Double(value));
        }
    }

    [Theory]
    [InlineData("1")]
    [InlineData(".5")]
    [InlineData("1,5")]
    [InlineData("1.5e3")]
    [InlineData("0x3fb999999999999")]
    [InlineData("0x3fb999999999999aa")]
    [InlineData("0xg")]
    [InlineData("NaN")]
    [InlineData("")]
    public void Other_text_is_no_double(string text) => Assert.Null(NumberText.ParseDouble(text));

    [Theory]
    [InlineData(1.0, "1.0")]
    [InlineData(-1.0, "-1.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-8, "1e-8")]
    [InlineData(1e100, "1e100")]
    [InlineData(1234567.0, "1234567.0")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(0.0, "0.0")]
    [InlineData(double.NaN, "double.NaN")]
    [InlineData(double.PositiveInfinity, "double.PositiveInfinity")]
    [InlineData(double.NegativeInfinity, "double.NegativeInfinity")]
    public void Literal_of_a_double(double value, string literal) => Assert.Equal(literal, NumberText.CSharp(value));

    [Theory]
    [InlineData(1f, "1f")]
    [InlineData(-1f, "-1f")]
    [InlineData(0.1f, "0.1f")]
    [InlineData(1e-8f, "1e-8f")]
    [InlineData(3.4028235e38f, "3.4028235e38f")]
    [InlineData(1e-45f, "1e-45f")]
    [InlineData(-0f, "-0f")]
    [InlineData(0f, "0f")]
    [InlineData(float.NaN, "float.NaN")]
    [InlineData(float.PositiveInfinity, "float.PositiveInfinity")]
    [InlineData(float.NegativeInfinity, "float.NegativeInfinity")]
    public void Literal_of_a_float(float value, string literal) => Assert.Equal(literal, NumberText.CSharp(value));

    [Fact]
    public void The_compiler_reads_any_literal_back()
    {
        var random = new Random(1);
        for (int i = 0; i < 3000; i++)
        {
            double wide = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            float narrow = BitConverter.Int32BitsToSingle((int)random.NextInt64(int.MinValue, int.MaxValue));
            if (double.IsFinite(wide)) Assert.Equal(BitConverter.DoubleToInt64Bits(wide), BitConverter.DoubleToInt64Bits((double)ValueOf(NumberText.CSharp(wide))));
            if (float.IsFinite(narrow)) Assert.Equal(BitConverter.SingleToInt32Bits(narrow), BitConverter.SingleToInt32Bits((float)ValueOf(NumberText.CSharp(narrow))));
        }
    }

    [Fact]
    public void No_culture_changes_a_digit()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in new[] { "de-DE", "sv-SE", "ar-SA", "fa-IR" })
            {
                CultureInfo.CurrentCulture = new(culture);
                Assert.Equal("-0.5", NumberText.Double(-0.5));
                Assert.Equal(-0.5, NumberText.ParseDouble("-0.5"));
                Assert.Equal("-1.5e-8", NumberText.CSharp(-1.5e-8));
                Assert.Equal("-1.5e-8f", NumberText.CSharp(-1.5e-8f));
                Assert.Equal("-3", IrWriter.Write(Constant.Long(-3)));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static object ValueOf(string literal)
    {
        bool isNegative = literal[0] == '-';
        object value = Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParseToken(isNegative ? literal.Substring(1) : literal).Value!;
        if (!isNegative) return value;
        return value is double wide ? (object)-wide : -(float)value;
    }
}
