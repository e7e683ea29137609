namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Schaipp et al., "MoMo: Momentum Models for Adaptive Learning Rates", ICML 2024: the rate with which a linear model of the
/// loss reaches its bound, and algorithm 3's estimate of that.
/// </summary>
internal sealed class MomoModel(double lowerBound, bool isEstimated)
{
    private double? _estimate;

    /// <summary>τ.</summary>
    /// <param name="f">The mean loss.</param>
    /// <param name="gamma">The mean of inner products of gradients and parameters.</param>
    /// <param name="product">The inner product of mean gradient and parameters.</param>
    /// <param name="square">The squared norm of the mean gradient.</param>
    /// <param name="rho">The sum of the means' weights.</param>
    /// <param name="shrink">1 + αλ.</param>
    /// <param name="alpha">The largest rate.</param>
    public double Rate(double f, double gamma, double product, double square, double rho, double shrink, double alpha)
    {
        double bound = _estimate ?? lowerBound;
        double cap = shrink * f + product - shrink * gamma;
        if (isEstimated && cap < shrink * rho * bound) bound = Math.Max(cap / (2 * shrink * rho), lowerBound);
        double gap = shrink * (f - rho * bound) + product - shrink * gamma;
        double tau = square == 0 || gap < 0 ? 0 : Math.Min(alpha / rho, gap / square);
        if (isEstimated) _estimate = Math.Max((f + product - gamma - tau * square / 2) / rho, lowerBound);
        return tau;
    }
}
