namespace OptimizerDsl.Generators.Emit;

/// <summary>A curve in a few characters, with its peak and its end.</summary>
internal sealed record Sparkline(string Text, double Peak, long PeakStep, double Last)
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const int Width = 32;
    private const int Samples = 2048;

    /// <param name="curve">The value in a step.</param>
    /// <param name="steps">The number of steps, 1 or more.</param>
    /// <param name="exact">Steps that are looked at whatever the sampling leaves out, such as the joins of phases.</param>
    public static Sparkline Of(Func<long, double> curve, long steps, IEnumerable<long> exact)
    {
        long[] samples = Enumerable.Range(0, Samples).Select(i => (long)((double)i / (Samples - 1) * (steps - 1)))
            .Concat(exact).Where(t => t >= 0 && t < steps).Distinct().OrderBy(t => t).ToArray();
        double[] values = samples.Select(curve).ToArray();
        int peak = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[peak]) peak = i;
        }
        var text = new char[Width];
        for (int column = 0; column < Width; column++)
        {
            double value = curve((long)((column + 0.5) / Width * steps));
            double share = values[peak] > 0 ? value / values[peak] : 0;
            int level = double.IsNaN(share) ? 0 : (int)Math.Round(share * (Bars.Length - 1));
            text[column] = Bars[Math.Min(Math.Max(level, 0), Bars.Length - 1)];
        }
        return new(new string(text), values[peak], samples[peak], values[values.Length - 1]);
    }
}
