namespace OptimizerDsl.Tests;

public sealed class ChebyshevTests
{
    [Fact]
    public void The_order_interlaces_the_halves()
    {
        var sigma = new List<int> { 1 };
        for (int size = 1; size <= 1024; size *= 2)
        {
            var schedule = new ChebyshevAttribute { Condition = 30, PeriodSteps = size };
            Assert.Null(schedule.Problem);
            for (int t = 0; t < 2 * size; t++)
            {
                double root = 31 - 29 * Math.Cos(Math.PI * (sigma[t % size] - 0.5) / size);
                Assert.Equal(60 / root, schedule.ScaleAt(t), 1e-12);
            }

            sigma = [.. sigma.SelectMany(i => (int[])[i, 2 * size + 1 - i])];
            if (size == 4)
            {
                Assert.Equal([1, 8, 4, 5, 2, 7, 3, 6], sigma);
            }
        }
    }

    [Fact]
    public void A_period_shrinks_every_quadratic_as_far_as_any_sizes_can()
    {
        // No polynomial of degree T that is 1 at 0 has a smaller maximum on [1 / κ, 1] than 1 / cosh(T arcosh((κ + 1) / (κ - 1))).
        const double condition = 40;
        const int period = 32;
        double best = 1 / Math.Cosh(period * Math.Acosh((condition + 1) / (condition - 1)));
        var schedule = new ChebyshevAttribute { Condition = condition, PeriodSteps = period };
        double worst = 0;
        for (int i = 0; i <= 1000; i++)
        {
            double curvature = 1 / condition + (1 - 1 / condition) * i / 1000;
            double w = 1;
            for (int t = 0; t < period; t++)
            {
                w -= schedule.ScaleAt(t) * curvature * w;
            }

            worst = Math.Max(worst, Math.Abs(w));
        }

        Assert.Equal(best, worst, 1e-9 * best);
    }

    [Fact]
    public void Factors_lie_between_one_and_the_condition_and_come_again()
    {
        var schedule = new ChebyshevAttribute { Condition = 1000, PeriodSteps = 65536 };
        Assert.All(Enumerable.Range(0, 1000), t => Assert.InRange(schedule.ScaleAt(t), 1, 1000));
        Assert.Equal(schedule.ScaleAt(12345), schedule.ScaleAt(12345 + 65536L * 1_000_000));
        Assert.InRange(schedule.ScaleAt(long.MaxValue), 1, 1000);
        Assert.Equal(1, new ChebyshevAttribute { Condition = 1, PeriodSteps = 4 }.ScaleAt(3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-4)]
    [InlineData(131072)]
    public void A_period_is_a_power_of_two(long period) =>
        Assert.Contains("a power of two", new ChebyshevAttribute { Condition = 2, PeriodSteps = period }.Problem);
}
