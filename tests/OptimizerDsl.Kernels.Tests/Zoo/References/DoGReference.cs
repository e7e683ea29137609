namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Ivgi, Hinder and Carmon, "DoG is SGD's Best Friend: A Parameter-Free Dynamic Step Size Schedule", ICML 2023, equation 1, with
/// the initial distance of its experiments.
/// </summary>
internal sealed class DoGReference(DoGAttribute rule) : RuleReference
{
    private double[][] _x0 = [];
    private double _distance;
    private double _sum;

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        if (step.Count == 1)
        {
            _x0 = Norms.Copy(parameters);
            _distance = rule.RelativeDistance * (1 + Norms.Of(_x0));
        }

        double[][] slopes = Norms.Sum(gradients, rule.WeightDecay, parameters);
        _distance = Math.Max(_distance, Norms.Of(Norms.Sum(parameters, -1, _x0)));
        _sum += Norms.Product(slopes, slopes);
        double eta = step.LearningRate * _distance / Math.Sqrt(_sum + rule.Epsilon);
        for (int k = 0; k < parameters.Length; k++)
        {
            for (int i = 0; i < parameters[k].Length; i++) parameters[k][i] -= eta * slopes[k][i];
        }
    }
}
