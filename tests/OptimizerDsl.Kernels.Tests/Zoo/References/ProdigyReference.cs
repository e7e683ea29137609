namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Mishchenko and Defazio, "Prodigy: An Expeditiously Adaptive Parameter-Free Learner", ICML 2024, algorithm 4, with sums that
/// are scaled by 1 / d0, and the options, of the authors' code.
/// </summary>
internal sealed class ProdigyReference(ProdigyAttribute rule, int[][] shapes) : RuleReference
{
    private readonly double[][] _m = Norms.Zeros(shapes);
    private readonly double[][] _v = Norms.Zeros(shapes);
    private readonly double[][] _s = Norms.Zeros(shapes);
    private double[][] _x0 = [];
    private double _d = rule.InitialDistance;
    private double _dMax = rule.InitialDistance;
    private double _r;

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        if (step.Count == 1) _x0 = Norms.Copy(parameters);
        double penalty = rule.DecoupledDecay ? 0 : rule.WeightDecay, decay = rule.DecoupledDecay ? rule.WeightDecay : 0;
        double beta3 = rule.Beta3 > 0 ? rule.Beta3 : Math.Pow(rule.Beta2, 0.5);
        double rate = _d * step.LearningRate;
        if (rule.CorrectBias) rate *= Math.Pow(1 - Math.Pow(rule.Beta2, step.Count), 0.5) / (1 - Math.Pow(rule.Beta1, step.Count));

        double weight = _d / rule.InitialDistance, l1 = 0, gain = 0;
        for (int k = 0; k < shapes.Length; k++)
        {
            for (int i = 0; i < _s[k].Length; i++)
            {
                double g = gradients[k][i] + penalty * parameters[k][i];
                gain += g * (_x0[k][i] - parameters[k][i]);
                _m[k][i] = rule.Beta1 * _m[k][i] + (1 - rule.Beta1) * _d * g;
                _v[k][i] = rule.Beta2 * _v[k][i] + (1 - rule.Beta2) * Math.Pow(_d * g, 2);
                _s[k][i] = beta3 * _s[k][i] + weight * (rule.SafeguardWarmup ? _d : rate) * g;
                l1 += Math.Abs(_s[k][i]);
            }
        }

        _r = beta3 * _r + weight * rate * gain;
        if (l1 > 0)
        {
            double estimate = rule.DistanceCoefficient * _r / l1;
            if (_d == rule.InitialDistance && estimate > _d) _d = estimate;
            _dMax = Math.Max(_dMax, estimate);
            _d = Math.Min(_dMax, _d * rule.GrowthRate);
        }

        for (int k = 0; k < shapes.Length; k++)
        {
            for (int i = 0; i < _s[k].Length; i++)
            {
                parameters[k][i] -= rate * decay * parameters[k][i];
                parameters[k][i] -= rate * _m[k][i] / (Math.Sqrt(_v[k][i]) + _d * rule.Epsilon);
            }
        }
    }
}
