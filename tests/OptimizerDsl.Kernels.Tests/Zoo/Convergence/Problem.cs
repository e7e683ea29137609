namespace OptimizerDsl.Kernels.Tests.Zoo.Convergence;

/// <summary>A function to be minimised, by which people judge optimizers.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Formula">What it is, and where one starts.</param>
/// <param name="Start">Where one starts.</param>
/// <param name="Target">The value that is good enough.</param>
/// <param name="Loss">The function.</param>
/// <param name="Gradient">Writes its gradient at the first argument into the second.</param>
internal sealed record Problem(string Name, string Formula, double[] Start, double Target, Func<double[], double> Loss, Action<double[], double[]> Gradient)
{
    /// <summary>The diagonal of the Hessian, by differences of the gradient.</summary>
    public double[] HessianDiagonal(double[] w)
    {
        const double Distance = 1e-5;
        double[] point = [.. w], above = new double[w.Length], below = new double[w.Length], diagonal = new double[w.Length];
        for (int i = 0; i < w.Length; i++)
        {
            point[i] = w[i] + Distance;
            Gradient(point, above);
            point[i] = w[i] - Distance;
            Gradient(point, below);
            point[i] = w[i];
            diagonal[i] = (above[i] - below[i]) / (2 * Distance);
        }

        return diagonal;
    }
}
