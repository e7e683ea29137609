namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>Decays whose half-lives lie between those of two others.</summary>
internal static class Decays
{
    /// <summary>
    /// Pagliardini, Ablin and Grangier, ICLR 2025: t½(β) = ln ½ / ln β - 1 grows linearly, with 1e-8 in the logarithm as in the
    /// authors' code.
    /// </summary>
    public static double Between(double from, double to, double share)
    {
        double start = Math.Log(0.5, from + 1e-8) - 1, end = Math.Log(0.5, to + 1e-8) - 1;
        return Math.Exp(-Math.Log(2) / (start + share * (end - start) + 1));
    }
}
