namespace OptimizerDsl.Tests;

public sealed class SgdTests
{
    [Fact]
    public void Plain_descent()
    {
        Assert.Equal([1 - 0.5 * 2, 1 - 0.5 * 2 - 0.5 * 4], Run(new SgdAttribute { LearningRate = 0.5 }, 1, 2, 4));
        Assert.Equal([1 + 0.5 * 2], Run(new SgdAttribute { LearningRate = 0.5, Maximize = true }, 1, 2));
    }

    [Fact]
    public void Weight_decay_joins_the_gradient() =>
        Assert.Equal([1 - 0.5 * (2 + 0.25)], Run(new SgdAttribute { LearningRate = 0.5, WeightDecay = 0.25 }, 1, 2));

    [Fact]
    public void Momentum_keeps_the_first_gradient_undampened()
    {
        // u = 2, then 0.5 · 2 + 0.75 · 4 = 4, then 0.5 · 4 + 0.75 · 0 = 2.
        var rule = new SgdAttribute { LearningRate = 0.5, Momentum = 0.5, Dampening = 0.25 };
        Assert.Equal([0, -2, -3], Run(rule, 1, 2, 4, 0));
    }

    [Fact]
    public void Nesterov_looks_ahead()
    {
        // d + μ u: 2 + 0.5 · 2 = 3; then u = 0.5 · 2 + 4 = 5 and 4 + 0.5 · 5 = 6.5.
        var rule = new SgdAttribute { LearningRate = 1, Momentum = 0.5, Nesterov = true };
        Assert.Equal([-2, -8.5], Run(rule, 1, 2, 4));
    }

    internal static double[] Run(UpdateRuleAttribute rule, double w, params double[] gradients)
    {
        var reference = new ScalarReference(ElementType.Double, [rule], 1);
        double[][] parameters = [[w]];
        var values = new List<double>();
        foreach (double gradient in gradients)
        {
            reference.Step(parameters, [[gradient]]);
            values.Add(parameters[0][0]);
        }

        return [.. values];
    }
}
