namespace OptimizerDsl.Kernels.Tests.Zoo.References;

/// <summary>
/// Loizou, Vaswani, Laradji and Lacoste-Julien, "Stochastic Polyak Step-size for SGD: An Adaptive Learning Rate for Fast
/// Convergence", AISTATS 2021, equation 3, with c = 1.
/// </summary>
internal sealed class PolyakSgdReference(PolyakSgdAttribute rule) : RuleReference
{
    public override void Step(double[][] parameters, double[][] gradients, ReferenceStep step)
    {
        double square = Norms.Product(gradients, gradients);
        if (square == 0 || step.Loss < rule.LowerBound) return;
        double polyak = (step.Loss - rule.LowerBound) / (square + rule.Epsilon);
        foreach ((double[] w, double[] g) in parameters.Zip(gradients))
        {
            for (int i = 0; i < w.Length; i++) w[i] -= Math.Min(polyak, step.LearningRate) * g[i];
        }
    }
}
