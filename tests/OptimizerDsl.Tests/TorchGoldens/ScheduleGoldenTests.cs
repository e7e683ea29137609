using System.Text.Json;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class ScheduleGoldenTests
{
    private static readonly JsonElement[] _cases = [.. Golden.Read("schedules.json").GetProperty("cases").EnumerateArray()];

    [Fact]
    public void StepDecay_is_StepLR() => Check("StepLR", (options, _) => new StepDecayAttribute
    {
        EverySteps = options.Number("step_size"),
        Factor = options.Number("gamma"),
    });

    [Fact]
    public void MultiStepDecay_is_MultiStepLR() => Check("MultiStepLR", (options, _) => new MultiStepDecayAttribute
    {
        AtSteps = [.. options.GetProperty("milestones").EnumerateArray().Select(at => at.GetInt64())],
        Factor = options.Number("gamma"),
    });

    [Fact]
    public void ExponentialDecay_is_ExponentialLR() => Check("ExponentialLR", (options, _) => new ExponentialDecayAttribute { Rate = options.Number("gamma") });

    [Fact]
    public void PolynomialDecay_is_PolynomialLR() => Check("PolynomialLR", (options, _) => new PolynomialDecayAttribute
    {
        Steps = (long)options.Number("total_iters"),
        Power = options.Number("power"),
    });

    [Fact]
    public void LinearDecay_is_LinearLR()
    {
        // The base rate of ours is where it begins.
        foreach ((JsonElement options, double[] rates, double rate) in Cases("LinearLR"))
        {
            double start = options.Number("start_factor");
            var decay = new LinearDecayAttribute { Steps = (long)options.Number("total_iters"), Floor = options.Number("end_factor") / start };
            AssertRates("LinearLR", rates, t => rate * start * decay.ScaleAt(t));
        }
    }

    [Fact]
    public void CosineDecay_is_the_first_half_wave_of_CosineAnnealingLR()
    {
        foreach ((JsonElement options, double[] rates, double rate) in Cases("CosineAnnealingLR"))
        {
            int length = (int)options.Number("T_max");
            var decay = new CosineDecayAttribute { Steps = length, Floor = options.Number("eta_min") / rate };
            AssertRates("CosineAnnealingLR", rates[..Math.Min(rates.Length, length + 1)], t => rate * decay.ScaleAt(t));
        }
    }

    [Fact]
    public void CosineRestarts_is_CosineAnnealingWarmRestarts() => Check("CosineAnnealingWarmRestarts", (options, rate) => new CosineRestartsAttribute
    {
        Steps = (long)options.Number("T_0"),
        Multiplier = options.Number("T_mult"),
        Floor = options.Number("eta_min") / rate,
    });

    [Fact]
    public void Cyclic_is_CyclicLR()
    {
        foreach ((JsonElement options, double[] rates, double _) in Cases("CyclicLR"))
        {
            double peak = options.Number("max_lr");
            bool halves = options.GetProperty("mode").GetString() == "triangular2";
            var cyclic = new CyclicAttribute
            {
                UpSteps = options.Number("step_size_up"),
                DownSteps = options.GetProperty("step_size_down") is { ValueKind: JsonValueKind.Number } down ? down.GetDouble() : 0,
                Floor = options.Number("base_lr") / peak,
                Multiplier = halves ? 0.5 : 1,
            };
            AssertRates("CyclicLR", rates, t => peak * cyclic.ScaleAt(t));
        }
    }

    [Fact]
    public void OneCycle_is_OneCycleLR_for_the_rate_and_for_momentum()
    {
        foreach (JsonElement run in _cases.Where(run => run.GetProperty("scheduler").GetString() == "OneCycleLR"))
        {
            JsonElement options = run.GetProperty("options");
            double peak = options.Number("max_lr");
            var cycle = new OneCycleAttribute
            {
                Steps = (long)options.Number("total_steps"),
                WarmupFraction = options.Number("pct_start"),
                From = 1 / options.Number("div_factor"),
                Floor = 1 / options.Number("div_factor") / options.Number("final_div_factor"),
                Linear = options.GetProperty("anneal_strategy").GetString() == "linear",
            };
            AssertRates("OneCycleLR", run.GetProperty("rates").Doubles(), t => peak * cycle.ScaleAt(t));
            var momentum = new OneCycleAttribute
            {
                Steps = cycle.Steps, WarmupFraction = cycle.WarmupFraction, Linear = cycle.Linear, From = 0.95 / 0.85, Floor = 0.95 / 0.85,
            };
            AssertRates("OneCycleLR", run.GetProperty("momenta").Doubles(), t => 0.85 * momentum.ScaleAt(t));
        }
    }

    [Fact]
    public void ReduceOnPlateau_is_ReduceLROnPlateau()
    {
        foreach (JsonElement run in _cases.Where(run => run.GetProperty("scheduler").GetString() == "ReduceLROnPlateau"))
        {
            JsonElement options = run.GetProperty("options");
            double rate = run.Number("base");
            var schedule = new ReduceOnPlateauAttribute
            {
                Factor = options.Number("factor"),
                Patience = (long)options.Number("patience"),
                Threshold = options.Number("threshold"),
                Cooldown = (long)options.Number("cooldown"),
                Floor = options.Number("min_lr") / rate,
                Maximize = options.GetProperty("mode").GetString() == "max",
                Absolute = options.GetProperty("threshold_mode").GetString() == "abs",
            };
            var reference = new ScalarReference(ElementType.Double, [new SgdAttribute { LearningRate = rate }, schedule]);
            double[] metrics = run.GetProperty("metrics").Doubles();
            AssertRates("ReduceLROnPlateau", run.GetProperty("rates").Doubles(), t =>
            {
                if (t > 0)
                {
                    reference.Observe(metrics[t - 1]);
                }

                return reference.LearningRateAt(t);
            });
        }
    }

    private static IEnumerable<(JsonElement Options, double[] Rates, double Rate)> Cases(string scheduler)
    {
        JsonElement[] found = [.. _cases.Where(run => run.GetProperty("scheduler").GetString() == scheduler)];
        Assert.NotEmpty(found);
        return found.Select(run => (run.GetProperty("options"), run.GetProperty("rates").Doubles(), run.Number("base")));
    }

    private static void Check(string scheduler, Func<JsonElement, double, ScheduleAttribute> make)
    {
        foreach ((JsonElement options, double[] rates, double rate) in Cases(scheduler))
        {
            var schedule = new RateSchedule(make(options, rate));
            AssertRates(scheduler, rates, t => rate * schedule.ScaleAt(t));
        }
    }

    // PyTorch multiplies rate by rate, and so drifts from the closed form.
    private static void AssertRates(string scheduler, double[] expected, Func<int, double> rate)
    {
        for (int t = 0; t < expected.Length; t++)
        {
            double actual = rate(t);
            Assert.True(Math.Abs(actual - expected[t]) <= 1e-11 * expected.Max(), $"{scheduler}, t = {t}: {actual:R} instead of {expected[t]:R}");
        }
    }
}
