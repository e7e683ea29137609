using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class RealTranscendentalTests
{
    private static readonly double[] _values = [0.3, 1.7, -2.5, 40, -0.0, double.NaN, double.PositiveInfinity];

    [Fact]
    public void Single_is_the_float_function()
    {
        foreach (double value in _values)
        {
            float x = (float)value;
            Same(VaryingMath.Exp(x), Real.Exp(value));
            Same(VaryingMath.Log(x), Real.Log(value));
            Same(VaryingMath.Tanh(x), Real.Tanh(value));
            foreach (double exponent in _values)
            {
                Same(VaryingMath.Pow(x, (float)exponent), Real.Pow(value, exponent));
            }
        }
    }

    [Fact]
    public void Double_is_the_double_function()
    {
        using ElementTypeScope scope = Real.As(ElementType.Double);
        foreach (double x in _values)
        {
            Same(VaryingMath.Exp(x), Real.Exp(x));
            Same(VaryingMath.Log(x), Real.Log(x));
            Same(VaryingMath.Tanh(x), Real.Tanh(x));
            foreach (double y in _values)
            {
                Same(VaryingMath.Pow(x, y), Real.Pow(x, y));
            }
        }
    }

    private static void Same(double expected, Real actual) => Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits((double)actual));
}
