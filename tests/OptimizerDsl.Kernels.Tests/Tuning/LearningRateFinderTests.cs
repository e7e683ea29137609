using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Tuning;

/// <summary>A finder tries the rates that it says, reads the losses as it says, and leaves nothing behind.</summary>
public sealed class LearningRateFinderTests
{
    [Theory]
    [InlineData("Plain")]
    [InlineData("Warm")]
    [InlineData("Plateau")]
    [InlineData("Averaged")]
    [InlineData("Accumulated")]
    [InlineData("Grouped")]
    [InlineData("Tuned")]
    [InlineData("GuardedAccumulated")]
    [InlineData("Noisy")]
    [InlineData("Distant")]
    [InlineData("StoredInBlocks")]
    [InlineData("StoredAtRandom")]
    [InlineData("Watched")]
    public void It_leaves_everything_as_it_was_bit_for_bit(string recipe)
    {
        foreach (bool throws in (bool[])[false, true])
        {
            Model model = SmallRecipes.Model(recipe).Train(6), twin = SmallRecipes.Model(recipe).Train(6);
            model.FillGradients();
            byte[] before = model.Saved();
            float[][] gradients = [.. model.Set.Select(parameter => parameter.Gradients.ToArray())];
            int calls = 0;
            double Loss()
            {
                if (throws && calls == 5) throw new TimeoutException();
                model.FillGradients();
                return ++calls;
            }

            var options = new LearningRateFinderOptions { Steps = 10, DivergenceFactor = 100 };
            if (throws) Assert.Throws<TimeoutException>(() => LearningRateFinder.Run(model.Optimizer, Loss, options));
            else Assert.Equal(10, LearningRateFinder.Run(model.Optimizer, Loss, options).Points.Count);

            Assert.True(calls >= 5);
            Assert.Equal(before, model.Saved());
            Assert.Equal(gradients, model.Set.Select(parameter => parameter.Gradients.ToArray()));
            Assert.Equal(twin.Train(5).Saved(), model.Train(5).Saved());
        }
    }

    [Theory]
    [InlineData("Plain")]
    [InlineData("Warm")]
    [InlineData("Grouped")]
    public void Its_rates_are_those_that_steps_have(string recipe)
    {
        Model model = SmallRecipes.Model(recipe).Train(2);
        var rates = new List<double>();
        StepResult Step(double loss)
        {
            StepResult result = model.Optimizer.Step();
            rates.Add(result.LearningRate);
            return result;
        }

        var options = new LearningRateFinderOptions { From = 1e-4, To = 1, Steps = 5, DivergenceFactor = 1e9, Step = Step };
        LearningRateFinderResult result = LearningRateFinder.Run(model.Optimizer, () => 1, options);
        Assert.Equal([1e-4, 1e-3, 1e-2, 1e-1, 1], result.Points.Select(point => point.Rate), Close);
        Assert.Equal(result.Points.Select(point => point.Rate), rates, Close);

        static bool Close(double a, double b) => Math.Abs(a / b - 1) < 1e-12;
    }

    [Fact]
    public void Losses_are_averaged_with_the_bias_taken_out()
    {
        LearningRateFinderResult result = Run([4, 2, 6], new LearningRateFinderOptions { Steps = 3, Smoothing = 0.5 });
        Assert.Equal([4, 2, 6], result.Points.Select(point => point.Loss));
        Assert.Equal([4, (1 + 1) / 0.75, (0.5 + 0.5 + 3) / 0.875], result.Points.Select(point => point.Smoothed));
    }

    [Fact]
    public void It_finds_the_steepest_fall_the_smallest_loss_and_where_it_diverges()
    {
        double[] losses = [10, 10, 9, 7, 4, 3, 2.5, 4, 11, 20];
        LearningRateFinderResult result = Run(losses, new LearningRateFinderOptions { From = 1e-6, To = 1e3, Steps = 10, Smoothing = 0 });
        // Between 9 and 4 the loss falls by 2.5 a step: the middle of that.
        Assert.Equal(1e-3, result.SteepestRate!.Value, 1e-12);
        Assert.Equal(1, result.MinimumRate!.Value, 1e-9);
        // More than four times 2.5.
        Assert.Equal(1e2, result.DivergenceRate!.Value, 1e-6);
        Assert.Equal(9, result.Points.Count);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_it()
    {
        LearningRateFinderResult result = Run([3, 2, double.NaN, 1], new LearningRateFinderOptions { Steps = 4, Smoothing = 0 });
        Assert.Equal(3, result.Points.Count);
        Assert.Equal(result.Points[2].Rate, result.DivergenceRate);
        Assert.Equal(result.Points[1].Rate, result.MinimumRate);
        Assert.Contains("NaN", result.ToCsv(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_only_grows_has_no_steepest_fall() =>
        Assert.Null(Run([1, 2, 3], new LearningRateFinderOptions { Steps = 3, Smoothing = 0 }).SteepestRate);

    [Fact]
    public void It_is_shown_as_a_table_a_chart_and_an_image()
    {
        LearningRateFinderResult result = Run([4, 2, 6], new LearningRateFinderOptions { From = 0.01, To = 1, Steps = 3, Smoothing = 0 });
        Assert.Equal("rate,loss,smoothed\n0.01,4,4\n0.1,2,2\n1,6,6\n", result.ToCsv());
        Assert.Contains("steepest at 0.01, smallest at 0.1, diverged at no rate", result.ToString(), StringComparison.Ordinal);
        string[] lines = result.ToChart(40, 6).Split('\n');
        Assert.Equal(7, lines.Length);
        Assert.StartsWith("         6│", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("         2│", lines[4], StringComparison.Ordinal);
        Assert.Equal("0.01 1", string.Join(' ', lines[5].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(3, System.Xml.Linq.XDocument.Parse(result.ToSvg()).Descendants().Single(node => node.Name.LocalName == "polyline").Attribute("points")!.Value.Split(' ').Length);
    }

    [Fact]
    public void A_rule_that_uses_the_loss_is_given_it()
    {
        Model model = SmallRecipes.Model("Lossy");
        Func<double, StepResult> step = model.Optimizer.GetType().GetMethod("Step", [typeof(double)])!.CreateDelegate<Func<double, StepResult>>(model.Optimizer);
        model.FillGradients();
        Assert.Equal(4, LearningRateFinder.Run(model.Optimizer, () => 1, new LearningRateFinderOptions { Steps = 4, Step = step }).Points.Count);
        Assert.Throws<InvalidOperationException>(() => LearningRateFinder.Run(model.Optimizer, () => 1));
    }

    [Fact]
    public void Mistakes_are_named_before_anything_changes()
    {
        Model model = SmallRecipes.Model("Warm").Train(40);
        byte[] before = model.Saved();
        Assert.Contains("schedules", Assert.Throws<InvalidOperationException>(() => Find(model)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(model, new LearningRateFinderOptions { From = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(model, new LearningRateFinderOptions { From = 2, To = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(model, new LearningRateFinderOptions { To = double.PositiveInfinity }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(model, new LearningRateFinderOptions { Steps = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(model, new LearningRateFinderOptions { Smoothing = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(model, new LearningRateFinderOptions { DivergenceFactor = double.NaN }));
        Assert.Equal(before, model.Saved());

        Model still = SmallRecipes.Model("Plain");
        still.Optimizer.LearningRate = 0;
        Assert.Contains("LearningRate is 0", Assert.Throws<InvalidOperationException>(() => Find(still)).Message, StringComparison.Ordinal);
        Assert.Contains("accumulated", Assert.Throws<InvalidOperationException>(() => Find(SmallRecipes.Model("Accumulated").Train(2))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => LearningRateFinder.Run(SmallRecipes.Vector("Plain", 3), () => 1));
    }

    private static LearningRateFinderResult Find(Model model, LearningRateFinderOptions? options = null) => LearningRateFinder.Run(model.Optimizer, () => 1, options);

    // What the losses are does not depend on the rates here.
    private static LearningRateFinderResult Run(double[] losses, LearningRateFinderOptions options)
    {
        int call = 0;
        return LearningRateFinder.Run(SmallRecipes.Model("Plain").Optimizer, () => losses[call++], options);
    }
}
