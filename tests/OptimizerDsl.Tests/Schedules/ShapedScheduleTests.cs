namespace OptimizerDsl.Tests;

/// <summary>Decays and cycles of other shapes than a line.</summary>
public sealed class ShapedScheduleTests
{
    [Fact]
    public void TanhDecay_is_a_logistic_function_of_the_time()
    {
        // (1 - tanh x) / 2 = 1 / (1 + exp(2 x)).
        var decay = new TanhDecayAttribute { Steps = 90, Floor = 0.2 };
        for (int t = 0; t <= 90; t++)
        {
            Assert.Equal(0.2 + 0.8 / (1 + Math.Exp(2 * (-6 + 9 * t / 90.0))), decay.ScaleAt(t), 1e-14);
        }

        Assert.Equal(0.6, decay.ScaleAt(60), 1e-15);
        Assert.Equal(decay.ScaleAt(90), decay.ScaleAt(91));
        Assert.Equal(decay.ScaleAt(90), decay.ScaleAt(long.MaxValue));
        Assert.Contains("Upper above its Lower", new TanhDecayAttribute { Steps = 1, Upper = -6 }.Problem);
    }

    [Fact]
    public void Rex_is_a_hyperbola_above_the_line()
    {
        // (1 - z) / (1/2 + (1 - z) / 2) = 2 - 2 / (2 - z).
        var rex = new RexAttribute { Steps = 50, Floor = 0.1 };
        for (int t = 0; t <= 50; t++)
        {
            Assert.Equal(0.1 + 0.9 * (2 - 2 / (2 - t / 50.0)), rex.ScaleAt(t), 1e-14);
        }

        Assert.Equal(1, rex.ScaleAt(0));
        Assert.Equal(0.1, rex.ScaleAt(50));
        Assert.Equal(0.1, rex.ScaleAt(long.MaxValue));
    }

    [Fact]
    public void ExponentialDecay_may_begin_below_the_base_rate()
    {
        var decay = new ExponentialDecayAttribute { From = 0.75, Rate = 0.5, EverySteps = 2 };
        Assert.Equal([0.75, 0.375, 0.1875], new long[] { 0, 2, 4 }.Select(decay.ScaleAt));
        Assert.Equal(0, decay.ScaleAt(long.MaxValue));
    }

    [Fact]
    public void OneCycle_in_three_phases_falls_as_it_rose_and_then_to_its_floor()
    {
        var cycle = new OneCycleAttribute { Steps = 20, WarmupFraction = 0.25, From = 0.2, Floor = 0.1, Linear = true, ThreePhases = true };
        for (int t = 0; t <= 4; t++)
        {
            Assert.Equal(0.2 + 0.2 * t, cycle.ScaleAt(t), 1e-15);
            Assert.Equal(cycle.ScaleAt(t), cycle.ScaleAt(8 - t), 1e-15);
        }

        Assert.Equal(0.2 - 0.1 * 5 / 11, cycle.ScaleAt(13), 1e-15);
        Assert.Equal(0.1, cycle.ScaleAt(19));
        Assert.Equal(0.1, cycle.ScaleAt(long.MaxValue));
        Assert.Contains("between 0 and 0.5", new OneCycleAttribute { Steps = 9, WarmupFraction = 0.6, ThreePhases = true }.Problem);
        Assert.Null(new OneCycleAttribute { Steps = 9, WarmupFraction = 0.6 }.Problem);

        // All of the way up and down, and nothing left for the third.
        var whole = new OneCycleAttribute { Steps = 20, WarmupFraction = 0.5, From = 0.2, Floor = 0.1, ThreePhases = true };
        Assert.All(Enumerable.Range(0, 40), t => Assert.InRange(whole.ScaleAt(t), 0.1, 1));
    }

    [Fact]
    public void Cyclic_may_go_on_half_cosines_and_lose_height_with_every_step()
    {
        var waves = new CyclicAttribute { UpSteps = 6, DownSteps = 3, Floor = 0.5, Cosine = true };
        Assert.Equal([0.5, 0.625, 0.75, 1, 0.875, 0.625, 0.5], new long[] { 0, 2, 3, 6, 7, 8, 9 }.Select(t => Math.Round(waves.ScaleAt(t), 14)));
        var falling = new CyclicAttribute { UpSteps = 2, Floor = 0, Rate = 0.5 };
        Assert.Equal([0, 0.25, 0.25, 0.0625, 0, 0.015625], Enumerable.Range(0, 6).Select(t => falling.ScaleAt(t)));
        Assert.Equal(0, falling.ScaleAt(long.MaxValue));
    }
}
