using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Torch;

/// <summary>The library's schedules give the rates of PyTorch's.</summary>
public sealed class ScheduleTests(CompiledCorpus corpus)
{
    public static TheoryData<int> Schedules => [.. TorchRecipes.Schedules()];

    [Fact]
    public void Four_kinds_are_there() => Assert.Equal(
        ["ConstantLR", "CosineAnnealingLR", "ExponentialLR", "StepLR"],
        TorchRecipes.Schedules().Select(i => TorchGoldens.Cases("schedules")[i].GetProperty("scheduler").GetString()).Distinct().Order());

    [Theory]
    [MemberData(nameof(Schedules))]
    public async Task Rates_are_equal(int index)
    {
        JsonElement torch = TorchGoldens.Cases("schedules")[index];
        double[] rates = torch.GetProperty("rates").Numbers();
        var optimizer = (IOptimizer)Activator.CreateInstance(await corpus.TypeOf(TorchRecipes.Name("schedules", index)), 1)!;
        int steps = TorchRecipes.CommonSteps(torch);
        Assert.InRange(steps, 40, rates.Length);
        for (int t = 0; t < steps; t++)
        {
            double rate = optimizer.LearningRateAt(t);
            Assert.True(Math.Abs(rate - rates[t]) <= 1e-12 * rates[t], $"{torch.GetProperty("name")}: rate {t} is {rate:R}, and {rates[t]:R} in PyTorch.");
        }
    }
}
