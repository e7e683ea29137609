using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class WarmupScheduleTests
{
    [Fact]
    public void ConstantWarmup_jumps_when_it_is_over()
    {
        var warmup = new ConstantWarmupAttribute { Steps = 3, From = 0.25 };
        Assert.Equal([0.25, 0.25, 0.25, 1, 1], Enumerable.Range(0, 5).Select(t => warmup.ScaleAt(t)));
        Assert.Equal(1, warmup.ScaleAt(long.MaxValue));
        Assert.Equal(0.1, new ConstantWarmupAttribute { Steps = 1 }.ScaleAt(0));
    }

    [Fact]
    public void ExponentialWarmup_leaves_the_same_part_of_the_rest_with_every_step()
    {
        var warmup = new ExponentialWarmupAttribute { TimeConstantSteps = 12.5 };
        double left = 1;
        for (int t = 0; t < 200; t++)
        {
            left *= Math.Exp(-1 / 12.5);
            Assert.Equal(1 - left, warmup.ScaleAt(t), 1e-13);
        }

        Assert.Equal(1, warmup.ScaleAt(long.MaxValue));
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(7, 0.0)]
    [InlineData(7, 0.1)]
    public void Wsd_is_three_phases_in_one(long warmupSteps, double floor)
    {
        var wsd = new WsdAttribute { Steps = 40, WarmupSteps = warmupSteps, DecaySteps = 10, Floor = floor };
        Same(DecayShape.Linear, new LinearDecayAttribute { Steps = 10, Floor = floor });
        Same(DecayShape.Cosine, new CosineDecayAttribute { Steps = 10, Floor = floor });
        if (floor > 0)
        {
            Same(DecayShape.Exponential, new ExponentialDecayAttribute { Rate = floor, EverySteps = 10 });
        }

        void Same(DecayShape shape, ScheduleAttribute decay)
        {
            wsd.Shape = shape;
            ScheduleAttribute[] warmup = warmupSteps > 0 ? [new LinearWarmupAttribute { Steps = warmupSteps }] : [];
            var phases = new RateSchedule([.. warmup, new ConstantAttribute { Steps = 30 - warmupSteps }, decay]);
            for (int t = 0; t < 40; t++)
            {
                Assert.Equal(phases.ScaleAt(t), wsd.ScaleAt(t), 1e-15);
            }

            Assert.Equal(floor, wsd.ScaleAt(40));
            Assert.Equal(floor, wsd.ScaleAt(long.MaxValue));
        }
    }

    [Fact]
    public void Wsd_falls_by_the_square_root_unless_told_otherwise()
    {
        var wsd = new WsdAttribute { Steps = 20, DecaySteps = 16, Floor = 0.5 };
        Assert.Equal([1, 1, 0.875, 0.75, 0.625, 0.5], new long[] { 3, 4, 5, 8, 13, 20 }.Select(wsd.ScaleAt));
    }

    [Fact]
    public void Wsd_takes_its_length_from_the_plan()
    {
        var plan = new TrainingPlanAttribute { Epochs = 10, StepsPerEpoch = 10 };
        var schedule = new RateSchedule(plan, new WsdAttribute { WarmupEpochs = 1, DecayEpochs = 2, Shape = DecayShape.Linear });
        Assert.Equal([0.1, 1, 1, 0.5, 0], new long[] { 0, 9, 80, 90, 100 }.Select(schedule.ScaleAt));
    }

    [Fact]
    public void A_Wsd_without_a_decay_or_with_too_much_of_it_is_refused()
    {
        Assert.Contains("set DecaySteps", new WsdAttribute { Steps = 5 }.Problem);
        Assert.Contains("longer than its Steps", new WsdAttribute { Steps = 5, WarmupSteps = 3, DecaySteps = 3 }.Problem);
        Assert.Contains("Floor above 0", new WsdAttribute { Steps = 5, DecaySteps = 3, Shape = DecayShape.Exponential }.Problem);
        Assert.Null(new WsdAttribute { Steps = 6, WarmupSteps = 3, DecaySteps = 3 }.Problem);
    }
}
