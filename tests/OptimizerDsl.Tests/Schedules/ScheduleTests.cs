namespace OptimizerDsl.Tests;

public sealed class ScheduleTests
{
    [Fact]
    public void Constant_is_its_factor()
    {
        Assert.Equal(1, new ConstantAttribute().ScaleAt(0));
        Assert.Equal(0.25, new ConstantAttribute { Factor = 0.25 }.ScaleAt(long.MaxValue));
    }

    [Fact]
    public void LinearWarmup_rises_to_one_in_equal_steps()
    {
        var warmup = new LinearWarmupAttribute { Steps = 4 };
        Assert.Equal([0.25, 0.5, 0.75, 1, 1, 1], Enumerable.Range(0, 6).Select(t => warmup.ScaleAt(t)));
        Assert.Equal(1, warmup.ScaleAt(long.MaxValue));
        Assert.Equal(1, new LinearWarmupAttribute { Steps = 1 }.ScaleAt(0));
        var raised = new LinearWarmupAttribute { Steps = 10, From = 0.5 };
        AssertClose(0.55, raised.ScaleAt(0));
        AssertClose(0.95, raised.ScaleAt(8));
        Assert.Equal(1, raised.ScaleAt(9));
    }

    [Fact]
    public void LinearWarmup_never_falls_and_never_passes_one()
    {
        foreach (long steps in new[] { 1L, 3, 7, 999, 10_007 })
        {
            var warmup = new LinearWarmupAttribute { Steps = steps, From = 0.1 };
            double before = 0;
            for (long t = 0; t < steps + 3; t++)
            {
                double scale = warmup.ScaleAt(t);
                Assert.InRange(scale, before, 1);
                before = scale;
            }

            Assert.Equal(1, warmup.ScaleAt(steps - 1));
        }
    }

    [Fact]
    public void CosineDecay_falls_along_half_a_cosine_and_holds_its_floor()
    {
        var decay = new CosineDecayAttribute { Steps = 200, Floor = 0.1 };
        Assert.Equal(1, decay.ScaleAt(0));
        AssertClose(0.55, decay.ScaleAt(100));
        Assert.Equal(0.1, decay.ScaleAt(200));
        Assert.Equal(0.1, decay.ScaleAt(long.MaxValue));
        for (int t = 0; t <= 200; t++)
        {
            // cos² of the half angle is the same curve by another formula.
            double half = Math.Cos(Math.PI / 2 * t / 200);
            AssertClose(0.1 + 0.9 * half * half, decay.ScaleAt(t));
        }

        Assert.Equal(0, new CosineDecayAttribute { Steps = 3 }.ScaleAt(3));
    }

    [Fact]
    public void StepDecay_falls_at_whole_intervals()
    {
        var decay = new StepDecayAttribute { Factor = 0.5, EverySteps = 3 };
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5, 0.25], Enumerable.Range(0, 7).Select(t => decay.ScaleAt(t)));
        Assert.Equal(0, decay.ScaleAt(long.MaxValue));
        AssertClose(0.1, new StepDecayAttribute { EverySteps = 30 }.ScaleAt(59));
        Assert.Equal(1, new StepDecayAttribute { EverySteps = 1_000_000_007 }.ScaleAt(1_000_000_006));
    }

    [Fact]
    public void ExponentialDecay_falls_by_its_rate_over_every_interval()
    {
        var decay = new ExponentialDecayAttribute { Rate = 0.9, EverySteps = 2.5 };
        Assert.Equal(1, decay.ScaleAt(0));
        for (int t = 0; t < 100; t++)
        {
            AssertClose(Math.Exp(Math.Log(0.9) * t / 2.5), decay.ScaleAt(t));
        }

        AssertClose(0.9 * 0.9, decay.ScaleAt(5));
        Assert.Equal(0, decay.ScaleAt(long.MaxValue));
    }

    [Fact]
    public void InverseSqrtDecay_halves_after_three_shifts()
    {
        var decay = new InverseSqrtDecayAttribute { Shift = 4000 };
        Assert.Equal(1, decay.ScaleAt(0));
        AssertClose(0.5, decay.ScaleAt(12_000));
        for (int t = 0; t < 10_000; t += 7)
        {
            AssertClose(Math.Pow(1 + t / 4000.0, -0.5), decay.ScaleAt(t));
        }

        Assert.InRange(decay.ScaleAt(long.MaxValue), 0, 1e-7);
    }

    private static void AssertClose(double expected, double actual) => Assert.Equal(expected, actual, 1e-12);
}
