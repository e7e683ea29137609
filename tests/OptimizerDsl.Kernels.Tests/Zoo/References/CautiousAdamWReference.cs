namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Liang, Chen, Liu and Liu, "Cautious Optimizers: Improving Training with One Line of Code", 2024, algorithm 1 for AdamW, with
/// the mask's mean of at least 1e-3 as in the authors' code.
/// </summary>
internal sealed class CautiousAdamWReference(CautiousAdamWAttribute rule, int[][] shapes) : RuleReference
{
    private readonly double[][] _m = Norms.Zeros(shapes);
    private readonly double[][] _v = Norms.Zeros(shapes);

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        for (int layer = 0; layer < shapes.Length; layer++)
        {
            (double[] w, double[] g, double[] m, double[] v) = (parameters[layer], gradients[layer], _m[layer], _v[layer]);
            for (int i = 0; i < w.Length; i++)
            {
                m[i] = rule.Beta1 * m[i] + (1 - rule.Beta1) * g[i];
                v[i] = rule.Beta2 * v[i] + (1 - rule.Beta2) * g[i] * g[i];
            }

            double mean = m.Zip(g).Average(pair => pair.First * pair.Second > 0 ? 1.0 : 0);
            for (int i = 0; i < w.Length; i++)
            {
                double ofMean = m[i] / (1 - Math.Pow(rule.Beta1, step.Count)), square = v[i] / (1 - Math.Pow(rule.Beta2, step.Count));
                double mask = m[i] * g[i] > 0 ? 1 / Math.Max(mean, 1e-3) : 0;
                w[i] -= step.LearningRate * (mask * ofMean / (Math.Sqrt(square) + rule.Epsilon) + rule.WeightDecay * w[i]);
            }
        }
    }
}
