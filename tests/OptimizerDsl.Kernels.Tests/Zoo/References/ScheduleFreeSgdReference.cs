namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Defazio et al., "The Road Less Scheduled", NeurIPS 2024, section 1, with the weights of the authors' code: x as the
/// weighted mean of all z, from its sum.
/// </summary>
internal sealed class ScheduleFreeSgdReference(ScheduleFreeSgdAttribute rule, int[][] shapes) : RuleReference
{
    private readonly ScheduleFreeMean _mean = new(shapes, rule.StepPower, rule.RatePower);
    private double[][] _z = [];

    public override double[][] Average => _mean.X;

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        if (step.Count == 1) _z = Norms.Copy(parameters);
        _z = Norms.Sum(_z, -step.LearningRate, Norms.Sum(gradients, rule.WeightDecay, parameters));
        _mean.Add(_z, step);
        for (int k = 0; k < shapes.Length; k++)
        {
            for (int i = 0; i < _z[k].Length; i++) parameters[k][i] = _z[k][i] + rule.Momentum * (_mean.X[k][i] - _z[k][i]);
        }
    }
}
