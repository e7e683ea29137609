using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class RateScheduleTests
{
    [Fact]
    public void Phases_run_one_after_the_other_each_from_its_own_zero()
    {
        var warmup = new LinearWarmupAttribute { Steps = 10 };
        var plateau = new ConstantAttribute { Steps = 5, Factor = 0.7 };
        var decay = new CosineDecayAttribute { Steps = 20, Floor = 0.2 };
        var schedule = new RateSchedule(warmup, plateau, decay);
        for (int step = 0; step < 60; step++)
        {
            double expected = step < 10 ? warmup.ScaleAt(step) : step < 15 ? 0.7 : decay.ScaleAt(step - 15);
            Assert.Equal(expected, schedule.ScaleAt(step));
        }

        Assert.Equal(0.2, schedule.ScaleAt(long.MaxValue));
    }

    [Fact]
    public void Every_counts_from_the_phase_and_At_from_the_run()
    {
        var warmup = new LinearWarmupAttribute { Steps = 10 };
        var every = new RateSchedule(warmup, new StepDecayAttribute { EverySteps = 12, Factor = 0.5 });
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], new long[] { 12, 21, 22, 33, 34 }.Select(every.ScaleAt));
        var at = new RateSchedule(warmup, new MultiStepDecayAttribute { AtSteps = [12, 24], Factor = 0.5 });
        Assert.Equal([1, 0.5, 0.5, 0.25], new long[] { 11, 12, 23, 24 }.Select(at.ScaleAt));
    }

    [Fact]
    public void Every_schedule_is_a_number_from_0_up_at_every_step()
    {
        ScheduleAttribute[] schedules =
        [
            new ConstantAttribute { Factor = 0.5 }, new LinearWarmupAttribute { Steps = 7 }, new LinearDecayAttribute { Steps = 7 }, new CosineDecayAttribute { Steps = 7 },
            new PolynomialDecayAttribute { Steps = 7, Power = 0.5 }, new ExponentialDecayAttribute { Rate = 0.5, EverySteps = 0.5 }, new InverseTimeDecayAttribute { Rate = 0.5 },
            new StepDecayAttribute { EverySteps = 3 }, new MultiStepDecayAttribute { AtSteps = [3, 5] }, new InverseSqrtDecayAttribute { Shift = 3 }, new NoamAttribute { ModelSize = 8, WarmupSteps = 3 },
            new CosineRestartsAttribute { PeriodSteps = 3, Multiplier = 1.5 }, new OneCycleAttribute { Steps = 9 }, new CyclicAttribute { UpSteps = 2.5, Multiplier = 0.9 },
            new ConstantWarmupAttribute { Steps = 7 }, new ExponentialWarmupAttribute { TimeConstantSteps = 2.5 }, new RexAttribute { Steps = 7 }, new TanhDecayAttribute { Steps = 7 },
            new WsdAttribute { Steps = 9, WarmupSteps = 2, DecaySteps = 3 }, new PiecewiseConstantAttribute { AtSteps = [3, 5], Factors = [0.5, 0] },
            new PiecewiseLinearAttribute { AtSteps = [3, 5], Factors = [1, 0.1] }, new ChebyshevAttribute { Condition = 10, PeriodSteps = 8 },
        ];
        IEnumerable<Type> all = typeof(ScheduleAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(ScheduleAttribute)) && !type.IsAbstract);
        Assert.Equal(all.OrderBy(type => type.Name), schedules.Select(schedule => schedule.GetType()).OrderBy(type => type.Name));
        IEnumerable<long> steps = [.. Enumerable.Range(0, 1000).Select(step => (long)step), .. Enumerable.Range(10, 53).SelectMany(power => new[] { (1L << power) - 1, 1L << power }), long.MaxValue];
        Assert.All(schedules, schedule => Assert.All(steps, step => Assert.InRange(schedule.ScaleAt(step), 0, (schedule as ChebyshevAttribute)?.Condition ?? 1)));

        // Those that have an end hold what they have come to.
        Assert.All(schedules.Where(schedule => schedule
            is LinearWarmupAttribute or ConstantWarmupAttribute or LinearDecayAttribute or CosineDecayAttribute or PolynomialDecayAttribute or OneCycleAttribute or RexAttribute or TanhDecayAttribute or WsdAttribute), schedule =>
            Assert.All(steps.Where(step => step >= schedule.Steps), step => Assert.Equal(schedule.ScaleAt(schedule.Steps), schedule.ScaleAt(step))));
    }

    [Fact]
    public void Lengths_near_the_end_of_time_do_not_wrap() => Assert.Equal(
        0.5,
        new RateSchedule(
            new ConstantAttribute { Steps = long.MaxValue - 1 },
            new ConstantAttribute { Steps = long.MaxValue, Factor = 0.5 },
            new ConstantAttribute { Factor = 0.25 }).ScaleAt(long.MaxValue));

    [Fact]
    public void Without_phases_the_rate_stays() => Assert.Equal(1, new RateSchedule().ScaleAt(12345));

    [Fact]
    public void The_last_phase_may_be_open() => Assert.Equal(3, new RateSchedule(new ConstantAttribute { Factor = 3 }).ScaleAt(5));

    [Fact]
    public void A_phase_without_an_end_hides_no_other()
    {
        string message = Assert.Throws<ArgumentException>(() => new RateSchedule(new ConstantAttribute(), new LinearWarmupAttribute { Steps = 1 })).Message;
        Assert.Contains("Constant has no length, so LinearWarmup after it would never begin", message);
        Assert.Contains("Steps -1 of Constant is outside [0, ∞). Use 0 or more.", Assert.Throws<ArgumentException>(() => new RateSchedule(new ConstantAttribute { Steps = -1 })).Message);
        Assert.Throws<ArgumentException>(() => new RateSchedule([null!]));
    }

    [Fact]
    public void A_schedule_that_cannot_run_names_what_to_set()
    {
        Check<LinearWarmupAttribute>("set Steps");
        Check<CosineDecayAttribute>("set Steps");
        Check<StepDecayAttribute>("set EverySteps");
        Check<ExponentialDecayAttribute>("set Rate");
        Check<InverseSqrtDecayAttribute>("Shift");
        Check<LinearDecayAttribute>("set Steps");
        Check<PolynomialDecayAttribute>("set Steps");
        Check<InverseTimeDecayAttribute>("needs a Rate");
        Check<MultiStepDecayAttribute>("set AtSteps");
        Check<CosineRestartsAttribute>("set PeriodSteps");
        Check<OneCycleAttribute>("set Steps");
        Check<CyclicAttribute>("set UpSteps");
        Check<NoamAttribute>("needs a ModelSize");
        Check<PiecewiseConstantAttribute>("set AtSteps");
        Check<PiecewiseLinearAttribute>("set AtSteps");
        Check<TanhDecayAttribute>("set Steps");
        Check<RexAttribute>("set Steps");
        Check<WsdAttribute>("set Steps");
        Check<ChebyshevAttribute>("needs a Condition");
        Check<ConstantWarmupAttribute>("set Steps");
        Check<ExponentialWarmupAttribute>("set TimeConstantSteps");
        Assert.Contains("set WarmupSteps", new NoamAttribute { ModelSize = 512 }.Problem);
        Assert.Contains("Power above 0", new PolynomialDecayAttribute { Steps = 1, Power = 0 }.Problem);
        Assert.Contains("Multiplier of 1 or more", new CosineRestartsAttribute { PeriodSteps = 1, Multiplier = 0.5 }.Problem);
        Assert.Contains("between 0 and 1", new OneCycleAttribute { Steps = 1, WarmupFraction = 1.5 }.Problem);
        Assert.Contains("DownSteps", new CyclicAttribute { UpSteps = 1, DownSteps = -1 }.Problem);
        Assert.Contains("EverySteps", new InverseTimeDecayAttribute { Rate = 1, EverySteps = -1 }.Problem);
        Assert.Contains("set EverySteps", new ExponentialDecayAttribute { Rate = 0.5, EverySteps = -1 }.Problem);

        static void Check<TSchedule>(string remedy)
            where TSchedule : ScheduleAttribute, new()
        {
            string message = Assert.Throws<ArgumentException>(() => new RateSchedule(new TSchedule())).Message;
            Assert.StartsWith(typeof(TSchedule).Name.Replace("Attribute", ""), message);
            Assert.Contains(remedy, message);
        }
    }

    [Fact]
    public void Steps_are_not_negative() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateSchedule(new ConstantAttribute()).ScaleAt(-1));
}
