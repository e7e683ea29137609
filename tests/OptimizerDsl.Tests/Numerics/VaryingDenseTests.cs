using System.Runtime.Intrinsics;

namespace OptimizerDsl.Tests;

/// <summary>All widths against the scalar method over all magnitudes, and lanes against their neighbours.</summary>
public sealed class VaryingDenseTests
{
    public static TheoryData<string> Names => ["Exp", "Log", "Tanh", "Pow"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_65537th_float(string name)
    {
        float[] x = [.. Enumerable.Range(0, 65536).Select(i => BitConverter.UInt32BitsToSingle((uint)i * 65537u))];

        // An exponent for which the result is in range more often than not.
        float[] y = [.. x.Select((value, i) => float.IsNormal(value) ? (i % 200 - 100) / Math.Max(1, Math.Abs(MathF.ILogB(value))) : i)];
        VaryingFunction<float> function = VaryingFunctions.OfSingle.Single(each => each.Name == name);
        float[] expected = function.Run(0, x, y);
        Assert.All((int[])[128, 256, 512], width => AssertSame(expected, function.Run(width, x, y)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void As_many_doubles(string name)
    {
        double[] x = [.. Enumerable.Range(0, 65536).Select(i => BitConverter.UInt64BitsToDouble((ulong)i * 281479271743489ul))];
        double[] y = [.. x.Select((value, i) => double.IsNormal(value) ? (i % 1600 - 800) / (double)Math.Max(1, Math.Abs(Math.ILogB(value))) : i)];
        VaryingFunction<double> function = VaryingFunctions.OfDouble.Single(each => each.Name == name);
        double[] expected = function.Run(0, x, y);
        Assert.All((int[])[128, 256, 512], width => AssertSame(expected, function.Run(width, x, y)));
    }

    [Fact]
    public void A_lane_does_not_see_its_neighbours()
    {
        double[] values = VaryingInputs.Special;
        foreach (VaryingFunction<double> function in VaryingFunctions.OfDouble)
        {
            double[] alone = function.Run(0, values, values);
            for (int i = 0; i < values.Length; i++)
            {
                for (int lane = 0; lane < Vector512<double>.Count; lane++)
                {
                    Vector512<double> x = Vector512.Create(0.7).WithElement(lane, values[i]);
                    AssertSame([alone[i]], [function.Of512(x, x)[lane]]);
                }
            }
        }
    }

    private static void AssertSame<T>(T[] expected, T[] actual)
    {
        // Equals tells no NaN from another, and no zero either, so that signs are compared on their own.
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(expected[i]!.Equals(actual[i]) && Sign(expected[i]) == Sign(actual[i]), $"{actual[i]} instead of {expected[i]} at {i}");
        }

        static bool Sign(T value) => value is double d ? !double.IsNaN(d) && double.IsNegative(d) : value is float f && !float.IsNaN(f) && float.IsNegative(f);
    }
}
