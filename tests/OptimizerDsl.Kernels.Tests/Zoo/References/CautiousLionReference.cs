namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Liang, Chen, Liu and Liu, "Cautious Optimizers: Improving Training with One Line of Code", 2024, algorithm 1 for Lion, with
/// the mask's mean of at least 1e-3 as in the authors' code.
/// </summary>
internal sealed class CautiousLionReference(CautiousLionAttribute rule, int[][] shapes) : RuleReference
{
    private readonly double[][] _m = Norms.Zeros(shapes);

    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        for (int layer = 0; layer < shapes.Length; layer++)
        {
            (double[] w, double[] g, double[] m) = (parameters[layer], gradients[layer], _m[layer]);
            int[] directions = [.. m.Zip(g, (mean, slope) => Math.Sign(rule.Beta1 * mean + (1 - rule.Beta1) * slope))];
            double agreeing = directions.Zip(g).Count(pair => pair.First * pair.Second > 0);
            double length = step.LearningRate / Math.Max(agreeing / w.Length, 1e-3);
            for (int i = 0; i < w.Length; i++)
            {
                w[i] -= step.LearningRate * rule.WeightDecay * w[i];
                if (directions[i] * g[i] > 0) w[i] -= length * directions[i];
                m[i] = rule.Beta2 * m[i] + (1 - rule.Beta2) * g[i];
            }
        }
    }
}
