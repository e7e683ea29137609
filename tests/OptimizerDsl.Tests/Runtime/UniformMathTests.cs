using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class UniformMathTests
{
    [Theory]
    [InlineData(0.9)]
    [InlineData(0.999)]
    [InlineData(0.999999)]
    [InlineData(0.5)]
    [InlineData(0.01)]
    [InlineData(1e-300)]
    [InlineData(double.Epsilon)]
    public void Powers_vanish_where_those_of_the_runtime_do(double x)
    {
        double vanishes = -745.2 / Math.Log(x);
        for (int i = -2000; i <= 2000; i++)
        {
            double y = vanishes * (1 + i / 1000.0);
            Assert.Equal(BitConverter.DoubleToUInt64Bits(Math.Pow(x, y)), BitConverter.DoubleToUInt64Bits(UniformMath.Pow(x, y)));
        }
    }

    [Fact]
    public void Special_values_are_those_of_the_runtime()
    {
        double[] values =
        [
            0, -0.0, 1, -1, 0.5, -0.5, 2, 3, -2, 1e300, -1e300, double.Epsilon, -double.Epsilon, Math.BitDecrement(1), Math.BitIncrement(1), double.MaxValue,
            double.PositiveInfinity, double.NegativeInfinity, double.NaN,
        ];
        foreach (double x in values)
        {
            foreach (double y in values)
            {
                Assert.Equal(BitConverter.DoubleToUInt64Bits(Math.Pow(x, y)), BitConverter.DoubleToUInt64Bits(UniformMath.Pow(x, y)));
            }
        }
    }
}
