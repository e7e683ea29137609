namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>Sums over tensors and models, in the order of their elements.</summary>
internal static class Norms
{
    /// <summary>The Euclidean norm of a tensor.</summary>
    public static double Of(double[] tensor) => Math.Sqrt(tensor.Sum(x => x * x));

    /// <summary>The Euclidean norm of a model.</summary>
    public static double Of(double[][] tensors) => Math.Sqrt(tensors.Sum(tensor => tensor.Sum(x => x * x)));

    /// <summary>The inner product of two models.</summary>
    public static double Product(double[][] a, double[][] b) => a.Zip(b, (x, y) => x.Zip(y, (p, q) => p * q).Sum()).Sum();

    /// <summary>One model and a multiple of another.</summary>
    public static double[][] Sum(double[][] a, double factor, double[][] b) =>
        [.. a.Zip(b, (x, y) => x.Zip(y, (p, q) => p + factor * q).ToArray())];

    /// <summary>A model of zeros.</summary>
    public static double[][] Zeros(int[][] shapes) => [.. shapes.Select(shape => new double[ZooRule.Count(shape)])];

    /// <summary>A copy of a model.</summary>
    public static double[][] Copy(double[][] tensors) => [.. tensors.Select(tensor => tensor.ToArray())];
}
