using System.Numerics;

namespace OptimizerDsl.Kernels.Tests.Torch;

/// <summary>How near results have to be to PyTorch's.</summary>
internal static class Closeness
{
    private const double DoubleTolerance = 1e-12;

    /// <summary>Checks doubles against PyTorch's doubles, and floats against its floats.</summary>
    /// <param name="actual">This library's result.</param>
    /// <param name="float32">PyTorch's, in floats.</param>
    /// <param name="float64">PyTorch's, in doubles.</param>
    /// <param name="scale">The largest magnitude that the value, or a step of it, has had so far.</param>
    /// <param name="distance">How far, in units in the last place of that magnitude, PyTorch's two results for it have been apart so far.</param>
    /// <param name="what">The value, for messages.</param>
    public static void Check<T>(T actual, double float32, double float64, double scale, double distance, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double value = double.CreateChecked(actual);
        bool isSingle = typeof(T) == typeof(float);
        double golden = isSingle ? float32 : float64;
        // PyTorch's floats carry roundings of their own, as large as the distance between its two results.
        double tolerance = isSingle ? (4 * distance + 4) * UnitInTheLastPlace(scale) : DoubleTolerance * scale;
        Assert.True(Math.Abs(value - golden) <= tolerance, $"{what} is {value:R}, and {golden:R} in PyTorch: {Math.Abs(value - golden):G3} apart, {tolerance:G3} allowed.");
    }

    /// <summary>The distance from a magnitude to the next float.</summary>
    public static double UnitInTheLastPlace(double magnitude)
    {
        float near = (float)Math.Abs(magnitude);
        return (double)MathF.BitIncrement(near) - near;
    }
}
