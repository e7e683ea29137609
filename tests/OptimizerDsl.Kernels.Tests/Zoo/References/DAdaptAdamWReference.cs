namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Defazio and Mishchenko, "Learning-Rate-Free Learning by D-Adaptation", ICML 2023, algorithm 5, with decay, growth and bias
/// correction of the authors' code.
/// </summary>
internal sealed class DAdaptAdamWReference(DAdaptAdamWAttribute rule, int[][] shapes) : RuleReference
{
    private readonly double[][] _m = Norms.Zeros(shapes);
    private readonly double[][] _v = Norms.Zeros(shapes);
    private readonly double[][] _s = Norms.Zeros(shapes);
    private double _d = rule.InitialDistance;
    private double _r;

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        double half = Math.Pow(rule.Beta2, 0.5);
        double lambda = _d * step.LearningRate;
        if (rule.CorrectBias) lambda *= Math.Pow(1 - Math.Pow(rule.Beta2, step.Count), 0.5) / (1 - Math.Pow(rule.Beta1, step.Count));
        double[][] preconditioned = [.. _s.Zip(_v, (s, v) => s.Zip(v, (x, y) => x / (Math.Sqrt(y) + rule.Epsilon)).ToArray())];
        _r = half * _r + (1 - half) * lambda * Norms.Product(gradients, preconditioned);
        double l1 = 0;
        for (int k = 0; k < shapes.Length; k++)
        {
            for (int i = 0; i < _s[k].Length; i++)
            {
                double g = gradients[k][i];
                _s[k][i] = half * _s[k][i] + (1 - half) * lambda * g;
                _m[k][i] = rule.Beta1 * _m[k][i] + (1 - rule.Beta1) * lambda * g;
                _v[k][i] = rule.Beta2 * _v[k][i] + (1 - rule.Beta2) * g * g;
                l1 += Math.Abs(_s[k][i]);
            }
        }

        if (l1 > 0) _d = Math.Max(_d, Math.Min(_r / ((1 - half) * l1), rule.GrowthRate * _d));
        for (int k = 0; k < shapes.Length; k++)
        {
            for (int i = 0; i < _s[k].Length; i++)
            {
                parameters[k][i] -= lambda * rule.WeightDecay * parameters[k][i];
                parameters[k][i] -= _m[k][i] / (Math.Sqrt(_v[k][i]) + rule.Epsilon);
            }
        }
    }
}
