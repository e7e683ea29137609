namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Bernstein, Vahdat, Yue and Liu, "On the distance between two neural networks and the stability of learning", NeurIPS 2020,
/// algorithm 1.
/// </summary>
internal sealed class FromageReference : RuleReference
{
    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        foreach ((double[] w, double[] g) in parameters.Zip(gradients))
        {
            double ofWeights = Norms.Of(w), ofGradients = Norms.Of(g);
            double length = ofWeights == 0 || ofGradients == 0 ? step.LearningRate : step.LearningRate * ofWeights / ofGradients;
            for (int i = 0; i < w.Length; i++) w[i] = (w[i] - length * g[i]) / Math.Sqrt(1 + Math.Pow(step.LearningRate, 2));
        }
    }
}
