namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Khaled, Mishchenko and Jin, "DoWG Unleashed: An Efficient Universal Parameter-Free Gradient Descent Method", NeurIPS 2023,
/// algorithm 1, in squared distances as in the authors' code.
/// </summary>
internal sealed class DoWGReference(DoWGAttribute rule) : RuleReference
{
    private double[][] _x0 = [];
    private double _squared = Math.Pow(rule.InitialDistance, 2);
    private double _sum;

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        if (step.Count == 1) _x0 = Norms.Copy(parameters);
        double[][] moved = Norms.Sum(parameters, -1, _x0), slopes = Norms.Sum(gradients, rule.WeightDecay, parameters);
        _squared = Math.Max(_squared, Norms.Product(moved, moved));
        _sum += _squared * Norms.Product(slopes, slopes);
        double eta = step.LearningRate * _squared / (Math.Sqrt(_sum) + rule.Epsilon);
        for (int k = 0; k < parameters.Length; k++)
        {
            for (int i = 0; i < parameters[k].Length; i++) parameters[k][i] -= eta * slopes[k][i];
        }
    }
}
