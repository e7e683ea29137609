using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Torch;

/// <summary>The library's schedules give the rates and momenta of PyTorch's.</summary>
public sealed class ScheduleTests(CompiledCorpus corpus)
{
    private const double Tolerance = 1e-12;

    public static TheoryData<int> Schedules => [.. TorchRecipes.Schedules()];

    public static TheoryData<int> Momenta => [.. TorchRecipes.Schedules().Where(i => TorchGoldens.Cases("schedules")[i].TryGetProperty("momenta", out _))];

    [Fact]
    public void All_are_there()
    {
        Assert.Equal(75, TorchRecipes.Schedules().Count());
        Assert.Equal(18, Momenta.Count);
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public async Task Rates_are_equal(int index)
    {
        JsonElement torch = TorchGoldens.Cases("schedules")[index];
        double[] rates = torch.GetProperty("rates").Numbers();
        double[] metrics = torch.TryGetProperty("metrics", out JsonElement seen) ? seen.Numbers() : [];
        Type recipe = await corpus.TypeOf(TorchRecipes.Name("schedules", index));
        var optimizer = (IOptimizer)Activator.CreateInstance(recipe, 1)!;
        Action<double>? observe = recipe.GetMethod("Observe")?.CreateDelegate<Action<double>>(optimizer);
        Assert.Equal(201, rates.Length);
        Assert.Equal(metrics.Length > 0, observe is not null);
        for (int t = 0; t < rates.Length; t++)
        {
            if (t > 0) observe?.Invoke(metrics[t - 1]);
            AssertClose(torch, "rate", t, rates[t], optimizer.LearningRateAt(t));
        }
    }

    [Theory]
    [MemberData(nameof(Momenta))]
    public async Task Momenta_are_equal(int index)
    {
        JsonElement torch = TorchGoldens.Cases("schedules")[index];
        double[] momenta = torch.GetProperty("momenta").Numbers();
        var kernel = new Kernel<double>(await corpus.TypeOf(TorchRecipes.Name("schedules", index)), 1);
        double[] w = [0];
        kernel.Step(w, [1]);
        for (int t = 1; t < momenta.Length; t++)
        {
            // With no more gradients, a step multiplies the velocity by the momentum.
            double before = kernel.State("velocity")[0];
            kernel.Step(w, [0]);
            AssertClose(torch, "momentum", t, momenta[t], kernel.State("velocity")[0] / before);
        }
    }

    private static void AssertClose(JsonElement torch, string what, int t, double expected, double actual) => Assert.True(
        Math.Abs(actual - expected) <= Tolerance * expected, $"{torch.GetProperty("name")}: {what} {t} is {actual:R}, and {expected:R} in PyTorch, {Math.Abs(actual / expected - 1):G2} of it apart.");
}
