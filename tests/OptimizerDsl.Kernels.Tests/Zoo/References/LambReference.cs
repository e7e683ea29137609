namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes", ICLR 2020, algorithm 2, with φ the
/// identity; optionally Adam's step for vectors.
/// </summary>
internal sealed class LambReference(LambAttribute rule, int[][] shapes) : RuleReference
{
    private readonly double[][] _m = Norms.Zeros(shapes);
    private readonly double[][] _v = Norms.Zeros(shapes);

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        for (int layer = 0; layer < shapes.Length; layer++)
        {
            (double[] w, double[] g, double[] m, double[] v) = (parameters[layer], gradients[layer], _m[layer], _v[layer]);
            bool isPlain = rule.ExcludeVectors && shapes[layer].Length == 1;
            var direction = new double[w.Length];
            for (int i = 0; i < w.Length; i++)
            {
                m[i] = rule.Beta1 * m[i] + (1 - rule.Beta1) * g[i];
                v[i] = rule.Beta2 * v[i] + (1 - rule.Beta2) * g[i] * g[i];
                double mean = m[i] / (1 - Math.Pow(rule.Beta1, step.Count)), square = v[i] / (1 - Math.Pow(rule.Beta2, step.Count));
                direction[i] = mean / (Math.Sqrt(square) + rule.Epsilon) + (isPlain ? 0 : rule.WeightDecay * w[i]);
            }

            double phi = Norms.Of(w), length = Norms.Of(direction);
            double eta = isPlain || phi == 0 || length == 0 ? step.LearningRate : step.LearningRate * phi / length;
            for (int i = 0; i < w.Length; i++) w[i] -= eta * direction[i];
        }
    }
}
