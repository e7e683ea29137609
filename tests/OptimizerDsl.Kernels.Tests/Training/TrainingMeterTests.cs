using System.Diagnostics.Metrics;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Training;

/// <summary>What a meter tells those who listen, and that it costs nothing where nobody does.</summary>
public sealed class TrainingMeterTests
{
    [Fact]
    public void Steps_are_told_with_the_recipe()
    {
        Model model = SmallRecipes.Model("WatchedGuarded");
        using var meter = new TrainingMeter(model.Optimizer);
        List<(string Instrument, double Value, string Tags)> told = Listen("WatchedGuarded", () =>
        {
            model.FillGradients();
            meter.Step(0.25);
            model.Set[0].Gradients[0] = float.NaN;
            meter.Step();
        });

        Assert.Equal([1.0], told.Where(t => t.Instrument == "optimizerdsl.steps").Select(t => t.Value));
        Assert.Equal([1.0], told.Where(t => t.Instrument == "optimizerdsl.steps.skipped").Select(t => t.Value));
        Assert.Equal([0.25], told.Where(t => t.Instrument == "optimizerdsl.loss").Select(t => t.Value));
        Assert.Equal([0.01, 0.01], told.Where(t => t.Instrument == "optimizerdsl.learning_rate").Select(t => t.Value));
        double[] durations = [.. told.Where(t => t.Instrument == "optimizerdsl.step.duration").Select(t => t.Value)];
        Assert.Equal(2, durations.Length);
        Assert.All(durations, seconds => Assert.InRange(seconds, 0, 60));
        // Only the step that was applied was observed: four values of two tensors.
        (string, double Value, string Tags)[] observed = [.. told.Where(t => t.Instrument == "optimizerdsl.observed")];
        Assert.Equal(8, observed.Length);
        Assert.Equal("parameter=dense.weight recipe=WatchedGuarded state=gradientNorm", observed[0].Tags);
        Assert.All(told, t => Assert.Contains("recipe=WatchedGuarded", t.Tags, StringComparison.Ordinal));
    }

    [Fact]
    public void Calls_that_accumulate_take_time_and_are_no_steps()
    {
        Model model = SmallRecipes.Model("Accumulated");
        using var meter = new TrainingMeter(model.Optimizer);
        List<(string Instrument, double Value, string Tags)> told = Listen("Accumulated", () =>
        {
            for (int call = 0; call < 3; call++) meter.Step();
        });
        Assert.Equal(3, told.Count(t => t.Instrument == "optimizerdsl.step.duration"));
        Assert.Equal(1, told.Count(t => t.Instrument == "optimizerdsl.steps"));
    }

    [Fact]
    public void Telling_allocates_nothing_whether_somebody_listens_or_not()
    {
        Model model = SmallRecipes.Model("Watched");
        using var meter = new TrainingMeter(model.Optimizer);
        model.FillGradients();
        Assert.Equal(0, Allocated());
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == TrainingMeter.Name) self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => { });
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => { });
        listener.Start();
        Assert.Equal(0, Allocated());

        long Allocated()
        {
            for (int step = 0; step < 50; step++) meter.Step(1);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 50; step++) meter.Step(1);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    // Other tests' optimizers are told of at the same time, under other recipes.
    private static List<(string Instrument, double Value, string Tags)> Listen(string recipe, Action action)
    {
        var told = new List<(string, double, string)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == TrainingMeter.Name) self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Tell(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Tell(instrument, value, tags));
        listener.Start();
        action();
        return told;

        void Tell(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
            lock (told)
            {
                if (text.Contains($"recipe={recipe}", StringComparison.Ordinal)) told.Add((instrument.Name, value, text));
            }
        }
    }
}
