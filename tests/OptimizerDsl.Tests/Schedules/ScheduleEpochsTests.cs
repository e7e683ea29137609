using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class ScheduleEpochsTests
{
    private static readonly TrainingPlanAttribute _plan = new() { StepsPerEpoch = 10 };

    [Fact]
    public void Epochs_are_steps_by_the_plan()
    {
        Same(new LinearWarmupAttribute { Epochs = 0.5 }, new LinearWarmupAttribute { Steps = 5 });
        Same(new StepDecayAttribute { EveryEpochs = 1.5 }, new StepDecayAttribute { EverySteps = 15 });
        Same(new ExponentialDecayAttribute { Rate = 0.5, EveryEpochs = 2 }, new ExponentialDecayAttribute { Rate = 0.5, EverySteps = 20 });
        Same(new InverseTimeDecayAttribute { Rate = 0.5, EveryEpochs = 2 }, new InverseTimeDecayAttribute { Rate = 0.5, EverySteps = 20 });
        Same(new MultiStepDecayAttribute { AtEpochs = [1, 2.51] }, new MultiStepDecayAttribute { AtSteps = [10, 25] });
        Same(new CyclicAttribute { UpEpochs = 1, DownEpochs = 2 }, new CyclicAttribute { UpSteps = 10, DownSteps = 20 });
        Same(new CosineRestartsAttribute { PeriodEpochs = 2 }, new CosineRestartsAttribute { PeriodSteps = 20 });
        Same(new PiecewiseConstantAttribute { AtEpochs = [1, 2.51], Factors = [2, 3] }, new PiecewiseConstantAttribute { AtSteps = [10, 25], Factors = [2, 3] });
        Same(new PiecewiseLinearAttribute { AtEpochs = [0, 2.51], Factors = [2, 3] }, new PiecewiseLinearAttribute { AtSteps = [0, 25], Factors = [2, 3] });
        Same(new ExponentialWarmupAttribute { TimeConstantEpochs = 1 }, new ExponentialWarmupAttribute { TimeConstantSteps = 10 });
        Same(new WsdAttribute { Epochs = 9, WarmupEpochs = 1, DecayEpochs = 2 }, new WsdAttribute { Steps = 90, WarmupSteps = 10, DecaySteps = 20 });
        Same(new NoamAttribute { ModelSize = 4, WarmupEpochs = 1 }, new NoamAttribute { ModelSize = 4, WarmupSteps = 10 });

        static void Same(ScheduleAttribute epochs, ScheduleAttribute steps)
        {
            var ofEpochs = new RateSchedule(_plan, epochs);
            var ofSteps = new RateSchedule(steps);
            Assert.All(Enumerable.Range(0, 100), t => Assert.Equal(ofSteps.ScaleAt(t), ofEpochs.ScaleAt(t)));

            // The schedule that was handed over is as it was, and can be used again.
            Assert.Equal(0, epochs.Steps);
            _ = new RateSchedule(_plan, epochs);
        }
    }

    [Fact]
    public void Phases_in_epochs_follow_one_another()
    {
        var schedule = new RateSchedule(_plan, new LinearWarmupAttribute { Epochs = 1 }, new MultiStepDecayAttribute { AtEpochs = [3], Factor = 0.5 });
        Assert.Equal([0.1, 1, 1, 0.5], new long[] { 0, 9, 29, 30 }.Select(schedule.ScaleAt));
    }

    [Fact]
    public void The_last_schedule_takes_what_is_left_of_the_plan()
    {
        Check(new TrainingPlanAttribute { Steps = 25 });
        Check(new TrainingPlanAttribute { Epochs = 2.5, StepsPerEpoch = 10 });

        static void Check(TrainingPlanAttribute plan)
        {
            var schedule = new RateSchedule(plan, new LinearWarmupAttribute { Steps = 5 }, new LinearDecayAttribute());
            Assert.Equal([1, 0.5, 0], new long[] { 5, 15, 25 }.Select(schedule.ScaleAt));
        }

        // A length of its own goes before that.
        Assert.Equal(0.5, new RateSchedule(new TrainingPlanAttribute { Steps = 25 }, new LinearDecayAttribute { Steps = 4 }).ScaleAt(2));
        string message = Assert.Throws<ArgumentException>(
            () => new RateSchedule(new TrainingPlanAttribute { Steps = 5 }, new LinearWarmupAttribute { Steps = 5 }, new LinearDecayAttribute())).Message;
        Assert.Contains("The plan of 5 steps is over when LinearDecay begins", message);
    }

    [Fact]
    public void Mistakes_are_named()
    {
        Refused("both Steps and Epochs", _plan, new LinearWarmupAttribute { Epochs = 1, Steps = 1 });
        Refused("both AtSteps and AtEpochs", _plan, new MultiStepDecayAttribute { AtEpochs = [1], AtSteps = [1] });
        Refused("LinearWarmup.Epochs is in epochs", null, new LinearWarmupAttribute { Epochs = 1 });
        Refused("[TrainingPlan(StepsPerEpoch = …)]", new TrainingPlanAttribute { Steps = 5 }, new StepDecayAttribute { EveryEpochs = 1 });
        Refused("LinearWarmup.Epochs is 0.01, which at 10 steps an epoch makes 0 steps", _plan, new LinearWarmupAttribute { Epochs = 0.01 });
        Refused("StepDecay.EveryEpochs is -1", _plan, new StepDecayAttribute { EveryEpochs = -1 });
        Refused("is NaN", _plan, new LinearWarmupAttribute { Epochs = double.NaN });
        Refused("stands beside steps of type Int32", _plan, new OddAttribute { OddEpochs = 1 });
        Assert.Equal(1, new RateSchedule(_plan, new OddAttribute { LonelyEpochs = 3 }).ScaleAt(0));

        static void Refused(string words, TrainingPlanAttribute? plan, ScheduleAttribute schedule) =>
            Assert.Contains(words, Assert.Throws<ArgumentException>(() => new RateSchedule(plan, schedule)).Message);
    }

    private sealed class OddAttribute : ScheduleAttribute
    {
        public int OddSteps { get; set; }

        public double OddEpochs { get; set; }

        public double LonelyEpochs { get; set; }

        public override double ScaleAt(long t) => 1;
    }
}
