namespace OptimizerDsl.Tests;

public sealed class AdamWTests
{
    private static readonly double[] _gradients = [2, -1, 0.5, 3, 0, 0, -0.25];

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Steps_are_those_of_the_paper(bool amsGrad, bool maximize)
    {
        var rule = new AdamWAttribute { LearningRate = 0.1, Beta1 = 0.8, Beta2 = 0.6, Epsilon = 1e-3, WeightDecay = 0.5, AmsGrad = amsGrad, Maximize = maximize };
        double[] actual = SgdTests.Run(rule, 1, _gradients);

        // Written from algorithm 2 with explicit moments: sums over all gradients so far, instead of a recursion.
        double w = 1;
        double largest = 0;
        for (int t = 1; t <= _gradients.Length; t++)
        {
            double m = 0;
            double v = 0;
            for (int i = 1; i <= t; i++)
            {
                m += 0.2 * Math.Pow(0.8, t - i) * (maximize ? -1 : 1) * _gradients[i - 1];
                v += 0.4 * Math.Pow(0.6, t - i) * _gradients[i - 1] * _gradients[i - 1];
            }

            largest = Math.Max(largest, v);
            double corrected = (amsGrad ? largest : v) / (1 - Math.Pow(0.6, t));
            w = w - 0.1 * 0.5 * w - 0.1 * (m / (1 - Math.Pow(0.8, t))) / (Math.Sqrt(corrected) + 1e-3);
            Assert.Equal(w, actual[t - 1], 1e-13);
        }
    }

    [Fact]
    public void The_first_step_is_as_long_as_the_rate()
    {
        double w = SgdTests.Run(new AdamWAttribute { LearningRate = 0.25, WeightDecay = 0 }, 1, 1234)[0];
        Assert.Equal(0.75, w, 1e-10);
    }

    [Fact]
    public void Defaults_are_the_usual_ones()
    {
        var rule = new AdamWAttribute();
        Assert.Equal((0.9, 0.999, 1e-8, 0.01), (rule.Beta1, rule.Beta2, rule.Epsilon, rule.WeightDecay));
        Assert.True(double.IsNaN(rule.LearningRate));
    }
}
