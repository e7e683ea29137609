namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Schaipp, Ohana, Eickenberg, Defazio and Gower, "MoMo: Momentum Models for Adaptive Learning Rates", ICML 2024, algorithms 2
/// and 3, in the paper's letters.
/// </summary>
internal sealed class MomoAdamReference(MomoAdamAttribute rule, int[][] shapes) : RuleReference
{
    private readonly MomoModel _model = new(rule.LowerBound, rule.EstimateBound);
    private readonly double[][] _d = Norms.Zeros(shapes);
    private readonly double[][] _v = Norms.Zeros(shapes);
    private double _f;
    private double _gamma;

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        double[][] scaled = Norms.Zeros(shapes);
        for (int k = 0; k < shapes.Length; k++)
        {
            for (int i = 0; i < _d[k].Length; i++)
            {
                double g = gradients[k][i];
                _d[k][i] = rule.Beta1 * _d[k][i] + (1 - rule.Beta1) * g;
                _v[k][i] = rule.Beta2 * _v[k][i] + (1 - rule.Beta2) * g * g;
                scaled[k][i] = _d[k][i] / (rule.Epsilon + Math.Sqrt(_v[k][i] / (1 - Math.Pow(rule.Beta2, step.Count))));
            }
        }

        _f = (1 - rule.Beta1) * step.Loss + rule.Beta1 * _f;
        _gamma = (1 - rule.Beta1) * Norms.Product(parameters, gradients) + rule.Beta1 * _gamma;
        double shrink = 1 + step.LearningRate * rule.WeightDecay, rho = 1 - Math.Pow(rule.Beta1, step.Count);
        double tau = _model.Rate(_f, _gamma, Norms.Product(_d, parameters), Norms.Product(_d, scaled), rho, shrink, step.LearningRate);
        for (int k = 0; k < shapes.Length; k++)
        {
            for (int i = 0; i < _d[k].Length; i++)
            {
                double w = parameters[k][i];
                parameters[k][i] = rule.Proximal
                    ? (w - tau * scaled[k][i]) / shrink
                    : w - step.LearningRate * rule.WeightDecay * w - tau * scaled[k][i];
            }
        }
    }
}
