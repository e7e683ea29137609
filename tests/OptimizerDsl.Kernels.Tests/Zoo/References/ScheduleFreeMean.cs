namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// The mean of all z so far, weighted by t^p (the largest rate so far)^q, as the code of Defazio et al., "The Road Less
/// Scheduled", NeurIPS 2024, does; kept as sums.
/// </summary>
internal sealed class ScheduleFreeMean(int[][] shapes, double stepPower, double ratePower)
{
    private double[][] _sum = Norms.Zeros(shapes);
    private double _weights;
    private double _largest;

    /// <summary>The mean.</summary>
    public double[][] X { get; private set; } = [];

    /// <summary>Adds the z of a step.</summary>
    public void Add(double[][] z, ReferenceStep step)
    {
        _largest = Math.Max(_largest, step.LearningRate);
        double weight = Math.Pow(step.Count, stepPower) * Math.Pow(_largest, ratePower);
        _sum = Norms.Sum(_sum, weight, z);
        _weights += weight;
        X = [.. _sum.Select(tensor => tensor.Select(value => value / _weights).ToArray())];
    }
}
