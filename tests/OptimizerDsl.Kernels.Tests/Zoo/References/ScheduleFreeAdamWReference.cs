namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Defazio et al., "The Road Less Scheduled", NeurIPS 2024, algorithm 1, with the weights, and the bias correction of v, of the
/// authors' code.
/// </summary>
internal sealed class ScheduleFreeAdamWReference(ScheduleFreeAdamWAttribute rule, int[][] shapes) : RuleReference
{
    private readonly ScheduleFreeMean _mean = new(shapes, rule.StepPower, rule.RatePower);
    private readonly double[][] _v = Norms.Zeros(shapes);
    private double[][] _z = [];

    public override double[][] Average => _mean.X;

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        if (step.Count == 1) _z = Norms.Copy(parameters);
        for (int k = 0; k < shapes.Length; k++)
        {
            for (int i = 0; i < _z[k].Length; i++)
            {
                double g = gradients[k][i];
                _v[k][i] = rule.Beta2 * _v[k][i] + (1 - rule.Beta2) * g * g;
                double root = Math.Sqrt(_v[k][i] / (1 - Math.Pow(rule.Beta2, step.Count)));
                _z[k][i] -= step.LearningRate * g / (root + rule.Epsilon) + step.LearningRate * rule.WeightDecay * parameters[k][i];
            }
        }

        _mean.Add(_z, step);
        for (int k = 0; k < shapes.Length; k++)
        {
            for (int i = 0; i < _z[k].Length; i++) parameters[k][i] = _z[k][i] + rule.Beta1 * (_mean.X[k][i] - _z[k][i]);
        }
    }
}
