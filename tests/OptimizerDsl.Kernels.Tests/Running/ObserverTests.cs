using System.Text.RegularExpressions;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>Observers cost no sweep and no state, change no bit, and see the steps that happen.</summary>
public sealed partial class ObserverTests
{
    [Theory]
    [InlineData("Watched", "Plain", 1)]
    [InlineData("WatchedGuarded", "Clipped", 2)]
    public void They_take_no_sweep_of_their_own(string observed, string plain, int sweeps)
    {
        string price = PriceOf(observed);
        Assert.EndsWith($"in {sweeps} sweep{(sweeps == 1 ? "" : "s")} over memory.", price, StringComparison.Ordinal);
        Assert.Equal(PriceOf(plain), price);
    }

    [Fact]
    public void They_change_no_bit_of_the_step()
    {
        Model observed = SmallRecipes.Model("Watched", ("w", [70, 100]), ("b", [5000]), ("none", [0])).Train(5);
        Model plain = SmallRecipes.Model("Plain", ("w", [70, 100]), ("b", [5000]), ("none", [0])).Train(5);
        foreach (string tensor in (string[])["w", "b"])
        {
            Assert.Equal(plain.Set[tensor].Values.ToArray(), observed.Set[tensor].Values.ToArray());
            Assert.Equal(plain.State(tensor, "v"), observed.State(tensor, "v"));
        }
    }

    [Fact]
    public void A_step_that_is_held_back_is_not_observed()
    {
        Model model = SmallRecipes.Model("WatchedGuarded").Train(2);
        double before = UniformState(model, "gradientNorm");
        Assert.True(before > 0);
        model.Set[0].Gradients[0] = float.PositiveInfinity;
        Assert.Equal(StepOutcome.Skipped, model.Optimizer.Step().Outcome);
        Assert.Equal(before, UniformState(model, "gradientNorm"));
    }

    [Fact]
    public void Gradients_are_seen_before_they_are_clipped()
    {
        Model model = SmallRecipes.Model("WatchedGuarded");
        foreach (Parameter parameter in model.Set) parameter.Gradients.Fill(2);
        model.Optimizer.Step();
        Assert.Equal(2 * Math.Sqrt(15), UniformState(model, "gradientNorm"), 1e-12);
    }

    private static double UniformState(Model model, string name) =>
        Assert.Single((double[])model.Optimizer.GetType().GetMethod("UniformState", [typeof(Parameter), typeof(string)])!.Invoke(model.Optimizer, [model.Set[0], name])!);

    private static string PriceOf(string recipe) =>
        Price().Match((string)SmallRecipes.Named(recipe).GetMethod("Describe")!.Invoke(null, null)!).Value;

    [GeneratedRegex("State: .* over memory\\.")]
    private static partial Regex Price();
}
