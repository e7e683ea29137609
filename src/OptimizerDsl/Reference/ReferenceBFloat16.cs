namespace OptimizerDsl;

/// <summary>
/// bfloat16 in plain arithmetic: numbers between two powers of 2 are 128 equal steps apart, and those below 2^-126 as far apart
/// as the smallest above.
/// </summary>
internal static class ReferenceBFloat16
{
    private const int MantissaBits = 7;
    private const int SmallestExponent = -126;

    /// <summary>The nearest one, of two the even one.</summary>
    internal static double Round(double value) => Round(value, steps => Math.Round(steps, MidpointRounding.ToEven));

    /// <summary>The next one towards zero, after a part of the way to the next one from zero.</summary>
    internal static double Round(double value, double part) => Round(value, steps => Math.Floor(steps + part));

    private static double Round(double value, Func<double, double> toSteps)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value;
        }

        double magnitude = Math.Abs(value);
        double step = Math.ScaleB(1, Math.Max(Math.ILogB(magnitude), SmallestExponent) - MantissaBits);
        double rounded = toSteps(magnitude / step) * step;
        return Math.CopySign(rounded < Math.ScaleB(1, 128) ? rounded : double.PositiveInfinity, value);
    }
}
