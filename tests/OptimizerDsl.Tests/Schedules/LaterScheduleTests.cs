using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>Starts, ends and joins, against formulas of another form.</summary>
public sealed class LaterScheduleTests
{
    [Fact]
    public void LinearDecay_falls_by_equal_steps_and_holds_its_floor()
    {
        var decay = new LinearDecayAttribute { Steps = 8, Floor = 0.5 };
        Assert.Equal([1, 0.9375, 0.875], Enumerable.Range(0, 3).Select(t => decay.ScaleAt(t)));
        Assert.Equal(0.5625, decay.ScaleAt(7));
        Assert.Equal(0.5, decay.ScaleAt(8));
        Assert.Equal(0.5, decay.ScaleAt(long.MaxValue));
        Assert.Equal(0, new LinearDecayAttribute { Steps = 1 }.ScaleAt(1));
    }

    [Fact]
    public void PolynomialDecay_of_power_one_is_linear_and_of_two_falls_by_odd_numbers()
    {
        var linear = new PolynomialDecayAttribute { Steps = 50, Floor = 0.1 };
        var square = new PolynomialDecayAttribute { Steps = 10, Power = 2 };
        for (int t = 0; t <= 60; t++)
        {
            AssertClose(new LinearDecayAttribute { Steps = 50, Floor = 0.1 }.ScaleAt(t), linear.ScaleAt(t));
        }

        // Squares are sums of odd numbers: 100 - 19 - 17 - …
        double left = 100;
        for (int t = 0; t <= 10; t++)
        {
            AssertClose(left / 100, square.ScaleAt(t));
            left -= 19 - 2 * t;
        }

        Assert.Equal(0, square.ScaleAt(long.MaxValue));
    }

    [Fact]
    public void InverseTimeDecay_halves_after_one_over_its_rate()
    {
        var decay = new InverseTimeDecayAttribute { Rate = 0.25, EverySteps = 10 };
        Assert.Equal(1, decay.ScaleAt(0));
        Assert.Equal(0.5, decay.ScaleAt(40));
        Assert.Equal(0.25, decay.ScaleAt(120));
        Assert.Equal(0.5, new InverseTimeDecayAttribute { Rate = 0.5 }.ScaleAt(2));
        Assert.InRange(decay.ScaleAt(long.MaxValue), 0, 1e-17);
    }

    [Fact]
    public void MultiStepDecay_counts_from_the_beginning_of_the_run()
    {
        var decay = new MultiStepDecayAttribute { Factor = 0.5, AtSteps = [8, 6, 6] };
        Assert.Equal([1, 0.25, 0.25, 0.125], new long[] { 5, 6, 7, 8 }.Select(decay.ScaleAt));
        var schedule = new RateSchedule(new LinearWarmupAttribute { Steps = 5 }, decay);
        Assert.Equal([1, 1, 0.25, 0.25, 0.125, 0.125], Enumerable.Range(4, 6).Select(t => schedule.ScaleAt(t)));
        Assert.Equal(0.125, schedule.ScaleAt(long.MaxValue));

        // Steps that lie in an earlier phase have already happened.
        Assert.Equal(0.25, new RateSchedule(new ConstantAttribute { Steps = 7 }, decay).ScaleAt(7));
        Assert.Equal(0, decay.PhaseStart);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.5)]
    [InlineData(2.0)]
    [InlineData(3.0)]
    public void CosineRestarts_begins_again_exactly_when_a_period_is_over(double multiplier)
    {
        var restarts = new CosineRestartsAttribute { PeriodSteps = 16, Multiplier = multiplier, Floor = 0.2 };
        double start = 0;
        double period = 16;
        for (int t = 0; t < 20_000; t++)
        {
            // Period by period, as a loop would have it.
            while (t >= start + period)
            {
                start += period;
                period *= multiplier;
            }

            double half = Math.Cos(Math.PI / 2 * (t - start) / period);
            Assert.Equal(0.2 + 0.8 * half * half, restarts.ScaleAt(t), 1e-9);
        }

        Assert.InRange(restarts.ScaleAt(long.MaxValue), 0.2, 1);
    }

    [Fact]
    public void CosineRestarts_never_misses_a_restart()
    {
        foreach (long steps in new[] { 1L, 3, 7, 10, 1000 })
        {
            foreach (double multiplier in new[] { 2.0, 3, 5, 10 })
            {
                var restarts = new CosineRestartsAttribute { PeriodSteps = steps, Multiplier = multiplier };
                for (long start = steps, next = steps * (long)multiplier; start < 1_000_000_000_000; start += next, next *= (long)multiplier)
                {
                    // The step before is the last of its period, unless that had a single one.
                    Assert.Equal(1, restarts.ScaleAt(start));
                    Assert.InRange(restarts.ScaleAt(start - 1), 0, start == 1 ? 1 : 0.9);
                }
            }
        }
    }

    [Fact]
    public void CosineRestarts_has_a_period_that_is_not_its_length()
    {
        var schedule = new RateSchedule(new CosineRestartsAttribute { PeriodSteps = 4, Steps = 10 }, new ConstantAttribute { Factor = 0.125 });
        Assert.Equal([1, 1, 1, 0.125, 0.125], new long[] { 0, 4, 8, 10, 12 }.Select(schedule.ScaleAt));
        Assert.Equal(0.5, schedule.ScaleAt(6), 1e-15);
    }

    [Fact]
    public void OneCycle_rises_to_one_and_ends_on_its_floor()
    {
        var cycle = new OneCycleAttribute { Steps = 101, WarmupFraction = 0.5, From = 0.1, Floor = 0.01 };
        AssertClose(0.1, cycle.ScaleAt(0));
        Assert.Equal(1, Enumerable.Range(0, 101).Max(t => cycle.ScaleAt(t)), 1e-3);
        Assert.Equal(0.01, cycle.ScaleAt(100));
        Assert.Equal(0.01, cycle.ScaleAt(long.MaxValue));
        var line = new OneCycleAttribute { Steps = 12, WarmupFraction = 0.5, From = 0, Floor = 0, Linear = true };
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 1], Enumerable.Range(0, 6).Select(t => line.ScaleAt(t)));
        AssertClose(0.5, line.ScaleAt(8));

        // No way up, no way down, hardly a way at all.
        Assert.Equal(1, new OneCycleAttribute { Steps = 10, WarmupFraction = 0 }.ScaleAt(0));
        AssertClose(1, new OneCycleAttribute { Steps = 10, WarmupFraction = 1, From = 0, Floor = 0, Linear = true }.ScaleAt(8) * 9 / 8);
        Assert.Equal(4e-6, new OneCycleAttribute { Steps = 1 }.ScaleAt(0));
    }

    [Fact]
    public void Cyclic_rises_and_falls()
    {
        var cyclic = new CyclicAttribute { UpSteps = 4, DownSteps = 2, Floor = 0 };
        Assert.Equal([0, 0.25, 0.5, 0.75, 1, 0.5, 0, 0.25], Enumerable.Range(0, 8).Select(t => cyclic.ScaleAt(t)));
        var shrinking = new CyclicAttribute { UpSteps = 2, Floor = 0.5, Multiplier = 0.5 };
        Assert.Equal([0.5, 0.75, 1, 0.75, 0.5, 0.625, 0.75, 0.625, 0.5], Enumerable.Range(0, 9).Select(t => shrinking.ScaleAt(t)));
        Assert.Equal(0.5, shrinking.ScaleAt(long.MaxValue), 1e-6);
    }

    [Fact]
    public void Noam_is_an_inverse_root_after_a_straight_line()
    {
        var noam = new NoamAttribute { ModelSize = 512, WarmupSteps = 4000 };
        AssertClose(1 / (Math.Sqrt(512) * 4000 * Math.Sqrt(4000)), noam.ScaleAt(0), 1e-20);
        AssertClose(1 / Math.Sqrt(512.0 * 4000), noam.ScaleAt(3999), 1e-18);
        AssertClose(noam.ScaleAt(3999) / 2, noam.ScaleAt(15_999), 1e-18);
        for (int t = 1; t < 3999; t += 100)
        {
            AssertClose(noam.ScaleAt(0) * (t + 1), noam.ScaleAt(t), 1e-17);
        }

        Assert.InRange(noam.ScaleAt(long.MaxValue), 0, 1e-9);
    }

    [Fact]
    public void A_warmup_and_an_inverse_root_make_Noam_in_two_phases()
    {
        var noam = new RateSchedule(new NoamAttribute { ModelSize = 64, WarmupSteps = 100 });
        var phases = new RateSchedule(new LinearWarmupAttribute { Steps = 100 }, new InverseSqrtDecayAttribute { Shift = 100 });
        // Noam's highest factor is that of the warmup's last step. Its decay comes one step sooner, since it counts from 1.
        double peak = noam.ScaleAt(99);
        Assert.All(Enumerable.Range(0, 100), t => AssertClose(peak * phases.ScaleAt(t), noam.ScaleAt(t)));
        Assert.All(Enumerable.Range(100, 2000), t => AssertClose(peak * phases.ScaleAt(t), noam.ScaleAt(t - 1)));
    }

    [Fact]
    public void ReduceOnPlateau_waits_for_patience_rests_for_its_cooldown_and_asks_for_a_threshold()
    {
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5, 0.25], Factors(new() { Factor = 0.5, Patience = 2 }, 1, 1, 1, 1, 1, 1, 1));
        Assert.Equal([1, 0.5, 0.5, 0.5, 0.25], Factors(new() { Factor = 0.5, Patience = 0, Cooldown = 2 }, 1, 1, 1, 1, 1));
        Assert.Equal([1, 0.5, 0.5], Factors(new() { Factor = 0.5, Patience = 0, Threshold = 0.1 }, 1, 0.95, 0.85));

        static double[] Factors(ReduceOnPlateauAttribute schedule, params double[] metrics)
        {
            double calls = 0, best = 0, waited = 0, resting = 0, factor = 0;
            return [.. metrics.Select(metric => schedule.Adapt(metric, ref calls, ref best, ref waited, ref resting, ref factor))];
        }
    }

    [Fact]
    public void BoldDriver_follows_the_loss()
    {
        var driver = new BoldDriverAttribute { Up = 1.5, Down = 0.25 };
        double calls = 0, last = 0, factor = 0;
        double[] losses = [double.NaN, 4, 3, 3, 5, double.NaN, 4.5, double.PositiveInfinity, 4];
        double[] expected = [1, 1, 1.5, 1.5, 0.375, 0.09375, 0.140625, 0.03515625, 0.052734375];
        Assert.Equal(expected, losses.Select(loss => driver.Adapt(loss, ref calls, ref last, ref factor)));
    }

    [Fact]
    public void ReduceOnPlateau_counts_what_is_not_a_number_as_no_improvement()
    {
        var schedule = new ReduceOnPlateauAttribute { Patience = 1, Factor = 0.5, Floor = 0.3 };
        double calls = 0, best = 0, waited = 0, resting = 0, factor = 0;
        double[] factors = [.. new[] { 1, double.NaN, 1, double.NaN, double.NaN, 0.5, 0.6, 0.7 }.Select(
            metric => schedule.Adapt(metric, ref calls, ref best, ref waited, ref resting, ref factor))];
        Assert.Equal([1, 1, 0.5, 0.5, 0.3, 0.3, 0.3, 0.3], factors);
    }

    private static void AssertClose(double expected, double actual, double tolerance = 1e-12) => Assert.Equal(expected, actual, tolerance);
}
