namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// You, Gitman and Ginsburg, "Large Batch Training of Convolutional Networks", 2017, algorithm 1: a local rate for each layer,
/// in the velocity; optionally none for vectors.
/// </summary>
internal sealed class LarsReference(LarsAttribute rule, int[][] shapes) : RuleReference
{
    private readonly double[][] _v = Norms.Zeros(shapes);

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        for (int layer = 0; layer < shapes.Length; layer++)
        {
            (double[] w, double[] g, double[] v) = (parameters[layer], gradients[layer], _v[layer]);
            bool isPlain = rule.ExcludeVectors && shapes[layer].Length == 1;
            double beta = isPlain ? 0 : rule.WeightDecay;
            (double ofWeights, double ofGradients) = (Norms.Of(w), Norms.Of(g));
            double local = rule.TrustCoefficient * ofWeights / (ofGradients + beta * ofWeights + rule.Epsilon);
            if (isPlain || ofWeights == 0 || ofGradients == 0) local = 1;
            for (int i = 0; i < w.Length; i++)
            {
                double fresh = step.LearningRate * local * (g[i] + beta * w[i]);
                v[i] = rule.Momentum * v[i] + fresh;
                w[i] -= rule.Nesterov ? rule.Momentum * v[i] + fresh : v[i];
            }
        }
    }
}
