namespace OptimizerDsl.Tests;

/// <summary>Averages against plain formulas over the parameters that they saw.</summary>
public sealed class AveragingTests
{
    private const int Steps = 40;

    [Fact]
    public void Polyak_s_is_the_mean_of_all_parameters()
    {
        (double[] seen, double[] averages) = Run(new PolyakAverageAttribute());
        for (int step = 1; step <= Steps; step++)
        {
            Assert.Equal(seen[..step].Average(), averages[step - 1], 1e-13);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(17)]
    public void Polyak_s_may_leave_early_parameters_out(int start)
    {
        (double[] seen, double[] averages) = Run(new PolyakAverageAttribute { Start = start });
        Assert.Equal(seen[..start], averages[..start]);
        for (int step = start; step <= Steps; step++)
        {
            Assert.Equal(seen[(start - 1)..step].Average(), averages[step - 1], 1e-13);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(9, 4)]
    [InlineData(1, 7)]
    [InlineData(12, 100)]
    public void Swa_is_the_mean_of_every_so_many(int start, int every)
    {
        (double[] seen, double[] averages) = Run(new SwaAttribute(start, every));
        Assert.Equal(seen[..start], averages[..start]);
        for (int step = start; step <= Steps; step++)
        {
            IEnumerable<int> counted = Enumerable.Range(start, step - start + 1).Where(i => (i - start) % every == 0);
            Assert.Equal(counted.Average(i => seen[i - 1]), averages[step - 1], 1e-13);
        }
    }

    [Fact]
    public void Ema_with_a_warmup_keeps_less_at_first()
    {
        (double[] seen, double[] averages) = Run(new EmaAttribute(0.7) { Warmup = true });
        double average = seen[0];
        for (int step = 2; step <= Steps; step++)
        {
            // From step 20 on, (1 + t) / (10 + t) is 0.7 and more.
            double keep = step < 20 ? (1.0 + step) / (10 + step) : 0.7;
            average = keep * average + (1 - keep) * seen[step - 1];
            Assert.Equal(average, averages[step - 1], 1e-13);
        }

        Assert.NotEqual(averages[5], Run(new EmaAttribute(0.7)).Averages[5], 1e-3);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(5, 0.5)]
    [InlineData(3, 1.0)]
    [InlineData(4, 0.3)]
    public void Lookahead_takes_slow_steps_after_fast_ones(int every, double alpha)
    {
        var reference = new ScalarReference(ElementType.Double, [new SgdAttribute { LearningRate = 0.3 }, new LookaheadAttribute { Every = every, Alpha = alpha }], 1);
        double[][] w = [[5]];
        reference.Step(w, [[Slope(5)]]);
        double slow = 5 - 0.3 * Slope(5);
        Assert.Equal(slow, w[0][0], 1e-14);
        for (int outer = 0; outer < 8; outer++)
        {
            double fast = slow;
            for (int inner = 0; inner < every; inner++)
            {
                Assert.Equal(slow, reference.State["average"][0][0], 1e-13);
                fast -= 0.3 * Slope(fast);
                reference.Step(w, [[Slope(w[0][0])]]);
            }

            slow += alpha * (fast - slow);
            Assert.Equal(slow, w[0][0], 1e-13);
            Assert.Equal(slow, reference.State["average"][0][0], 1e-13);
        }

        static double Slope(double x) => x + Math.Sin(3 * x);
    }

    /// <summary>Parameters that are all over the place, and what an averaging made of them.</summary>
    private static (double[] Seen, double[] Averages) Run(AveragingAttribute averaging)
    {
        var reference = new ScalarReference(ElementType.Double, [new SgdAttribute { LearningRate = 1 }, averaging], 1);
        double[][] w = [[0]];
        double[] seen = new double[Steps];
        double[] averages = new double[Steps];
        for (int i = 0; i < Steps; i++)
        {
            reference.Step(w, [[w[0][0] - Math.Sin(i * i + 1)]]);
            seen[i] = w[0][0];
            averages[i] = reference.State["average"][0][0];
        }

        return (seen, averages);
    }
}
