using Gallery.Figures;
using Gallery.Running;

namespace Gallery.Tests;

/// <summary>What the page says of its runs.</summary>
public sealed class ClaimTests
{
    [Fact]
    public void Too_small_has_not_arrived_good_has_and_too_large_diverges()
    {
        (Trace tooSmall, Trace good, Trace tooLarge) = RateSizes.Run();

        Assert.InRange(tooSmall.FinalLoss, 0.1 * tooSmall.Losses[0], tooSmall.Losses[0]);
        Assert.InRange(good.FinalLoss, 0, 1e-9);
        Assert.InRange(tooLarge.FinalLoss, 1e4 * tooLarge.Losses[0], double.MaxValue);
        Assert.True(tooLarge.Rates[0] > 2 / RateSizes.Curvature && good.Rates[0] < 2 / RateSizes.Curvature);

        // What theory says of these runs, exactly: each step multiplies x by 1 - rate, and y by 1 - 6 rate.
        Assert.Equal(-4 * Math.Pow(1 - 0.01, RateSizes.Steps), tooSmall.End.X, 1e-4);
        Assert.Equal(1.2 * Math.Pow(1 - 6 * 0.35, RateSizes.Steps), tooLarge.End.Y, 1e-3 * Math.Abs(tooLarge.End.Y));
    }

    [Fact]
    public void A_constant_rate_stays_where_decaying_ones_go_on()
    {
        (Trace constant, Trace stepwise, Trace exponential, Trace inverseSqrt) = Decays.Run();

        // The noise of a constant rate r in a bowl of curvature 1 leaves a mean square of r / (2 - r), so half of that as the loss.
        Assert.Equal(0.5 / (2 - 0.5) / 2, constant.FinalLoss, 0.02);
        Assert.Equal(constant.Losses[50], constant.FinalLoss, 0.02);
        Assert.All([stepwise, exponential, inverseSqrt], decaying =>
        {
            Assert.Equal(constant.Rates[0], decaying.Rates[0]);
            Assert.True(decaying.Rates[^1] < constant.Rates[^1] / 5);
            Assert.InRange(decaying.FinalLoss, 0, constant.FinalLoss / 5);
        });
        Assert.True(exponential.FinalLoss < stepwise.FinalLoss && stepwise.FinalLoss < inverseSqrt.FinalLoss);
        Assert.Equal(4, stepwise.Rates.Distinct().Count());
        Assert.True(stepwise.Losses[150] < stepwise.Losses[124] / 3);
    }

    [Fact]
    public void On_a_plateau_the_rate_is_halved_and_the_loss_falls_further()
    {
        (Trace constant, Trace reducing) = Plateau.Run();

        int[] cuts = Plateau.Cuts(reducing);
        Assert.InRange(cuts.Length, 3, 10);
        Assert.All(cuts, step => Assert.Equal(reducing.Rates[step - 2] / 2, reducing.Rates[step - 1], 1e-12));
        Assert.Empty(Plateau.Cuts(constant));
        Assert.InRange(reducing.FinalLoss, 0, constant.FinalLoss / 10);
    }

    [Fact]
    public void The_bold_driver_finds_the_limit_and_arrives_first()
    {
        (Trace timid, Trace bold) = BoldDriving.Run();

        Assert.Equal(timid.Rates[0], bold.Rates[0]);
        Assert.True(bold.Rates.Max() > 2 / BoldDriving.Curvature);
        foreach (int step in Plateau.Cuts(bold)) Assert.True(bold.Losses[step - 1] > bold.Losses[step - 2], $"cut in step {step}");
        Assert.InRange(bold.StepsToLoss(BoldDriving.Goal)!.Value, 1, BoldDriving.Steps / 2);
        Assert.Null(timid.StepsToLoss(BoldDriving.Goal));
    }

    [Fact]
    public void Momentum_needs_fewer_steps_than_none_through_a_ravine()
    {
        (Trace plain, Trace momentum) = Ravine.Run();

        Assert.True(momentum.StepsToLoss(Ravine.Goal) < plain.StepsToLoss(Ravine.Goal) / 3);
    }

    [Fact]
    public void Plain_descent_stays_at_the_saddle_for_longest()
    {
        (Trace plain, Trace momentum, Trace adam) = Saddle.Run();

        Assert.True(adam.StepsToLoss(Saddle.Left) < momentum.StepsToLoss(Saddle.Left));
        Assert.True(momentum.StepsToLoss(Saddle.Left) < plain.StepsToLoss(Saddle.Left));
        Assert.All(plain.Losses.Skip(40).Take(30), loss => Assert.Equal(1, loss, 0.02));
        Assert.All([plain, momentum, adam], trace => Assert.Equal(0, trace.FinalLoss, 1e-3));
    }

    [Fact]
    public void Plain_descent_never_passes_0_on_a_cube()
    {
        (Trace plain, Trace noisy, Trace adam) = Inflection.Run();

        Assert.Null(Inflection.Crossing(plain));
        Assert.Equal(Inflection.Steps + 1, plain.Path.Count);
        // x ← x - 3 r x² is close to x = 1 / (1 + 3 r k).
        Assert.Equal(1 / (1 + 3 * 0.05 * Inflection.Steps), plain.End.X, 5e-4);
        Assert.All([noisy, adam], trace =>
        {
            Assert.NotNull(Inflection.Crossing(trace));
            Assert.True(trace.End.X < -1);
        });
    }

    [Fact]
    public void A_saturated_unit_learns_late()
    {
        (Trace sigmoid, Trace fresh, Trace tanh, Trace adam) = Saturation.Run();

        int late = sigmoid.StepsToLoss(Saturation.Goal)!.Value;
        Assert.True(fresh.StepsToLoss(Saturation.Goal) < late / 5);
        Assert.True(adam.StepsToLoss(Saturation.Goal) < late / 5);
        Assert.True(tanh.StepsToLoss(Saturation.Goal) < late);
        // Most of its steps it stays above nine tenths of its first loss, and so does tanh.
        Assert.True(sigmoid.StepsToLoss(0.9 * sigmoid.Losses[0]) > late / 2);
        Assert.True(tanh.StepsToLoss(0.9 * tanh.Losses[0]) > tanh.StepsToLoss(Saturation.Goal) / 2);
    }

    [Fact]
    public void A_large_rate_kills_units_that_a_leak_would_have_kept()
    {
        (DyingRelu.Watched relu, DyingRelu.Watched leaky, DyingRelu.Watched careful) = DyingRelu.Run();

        Assert.InRange(relu.Silent[^1], 0.5, 1);
        Assert.InRange(leaky.Silent[^1], 0, relu.Silent[^1] / 2);
        Assert.InRange(careful.Silent[^1], 0, 0.1);
    }

    [Fact]
    public void Every_rule_learns_the_spirals_at_some_rate_and_at_some_does_not()
    {
        IReadOnlyList<AdaptiveRules.Contender> rules = AdaptiveRules.Run();

        Assert.All(rules, rule =>
        {
            Assert.NotNull(rule.Best.Trace.StepsToLoss(AdaptiveRules.Goal));
            Assert.InRange(rule.GoodRates, 1, rule.Runs.Count - 1);
        });
    }

    [Fact]
    public void A_run_is_the_same_every_time()
    {
        Assert.Equal(Decays.Run().Stepwise.Losses, Decays.Run().Stepwise.Losses);
        Assert.Equal(DyingRelu.Run().Leaky.Loss, DyingRelu.Run().Leaky.Loss);
    }
}
