namespace OptimizerDsl.Tests;

/// <summary>The normal distribution, and how far a sample is from a distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>The probability of a value below x.</summary>
    /// <remarks>Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11(4), 2004: Φ(x) = 1/2 + φ(x) (x + x³/3 + x⁵/15 + …).</remarks>
    public static double Below(double x)
    {
        double sum = x;
        double term = x;
        for (int i = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); i += 2)
        {
            term *= x * x / i;
            sum += term;
        }

        return 0.5 + sum * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>
    /// sqrt(n) sup |F(x) - F_n(x)|, of Kolmogorov and Smirnov: for a sample of that distribution it is beyond 1.63 in 1 of 100 cases,
    /// beyond 1.95 in 1 of 1000.
    /// </summary>
    public static double Distance(double[] sample, Func<double, double> below)
    {
        double[] sorted = [.. sample.Order()];
        double largest = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double p = below(sorted[i]);
            largest = Math.Max(largest, Math.Max(p - (double)i / sorted.Length, (i + 1.0) / sorted.Length - p));
        }

        return largest * Math.Sqrt(sorted.Length);
    }
}
