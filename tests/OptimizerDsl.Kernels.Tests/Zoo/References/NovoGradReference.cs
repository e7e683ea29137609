namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Ginsburg et al., "Stochastic Gradient Methods with Layer-wise Adaptive Moments for Training of Deep Networks", 2019,
/// algorithm 1.
/// </summary>
internal sealed class NovoGradReference(NovoGradAttribute rule, int[][] shapes) : RuleReference
{
    private readonly double[][] _m = Norms.Zeros(shapes);
    private readonly double[] _v = new double[shapes.Length];

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        double share = rule.Averaging ? 1 - rule.Beta1 : 1;
        for (int layer = 0; layer < shapes.Length; layer++)
        {
            (double[] w, double[] g, double[] m) = (parameters[layer], gradients[layer], _m[layer]);
            double square = Math.Pow(Norms.Of(g), 2);
            _v[layer] = step.Count == 1 ? square : rule.Beta2 * _v[layer] + (1 - rule.Beta2) * square;
            for (int i = 0; i < w.Length; i++)
            {
                m[i] = rule.Beta1 * m[i] + share * (g[i] / (Math.Sqrt(_v[layer]) + rule.Epsilon) + rule.WeightDecay * w[i]);
                w[i] -= step.LearningRate * m[i];
            }
        }
    }
}
