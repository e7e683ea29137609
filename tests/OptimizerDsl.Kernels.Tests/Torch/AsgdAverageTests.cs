using System.Globalization;
using System.Reflection;
using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Torch;

/// <summary>The average that Asgd keeps beside the parameters is PyTorch's "ax".</summary>
public sealed class AsgdAverageTests(CompiledCorpus corpus)
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, TorchGoldens.Cases("asgd").Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task In_double(int index)
    {
        JsonElement golden = TorchGoldens.File("asgd"), torch = TorchGoldens.Cases("asgd")[index];
        double[] rates = torch.TryGetProperty("rates", out JsonElement moving) ? moving.Numbers() : [];
        var rule = (await corpus.TypeOf(TorchRecipes.Name("asgd", index) + "F64")).GetCustomAttribute<UpdateRuleAttribute>()!;
        double[][] w = golden.GetProperty("initial").Tensors();
        double[] scale = [.. w[0].Select(Math.Abs)];
        var reference = new ScalarReference(ElementType.Double, [rule], w[0].Length);
        int compared = 0;
        foreach ((int step, JsonElement gradients) in golden.GetProperty("gradients").EnumerateArray().Index())
        {
            double[] before = [.. w[0]];
            if (rates.Length > 0) reference.LearningRate = rates[step];
            reference.Step(w, gradients.Tensors());
            for (int i = 0; i < scale.Length; i++) scale[i] = Math.Max(scale[i], Math.Max(Math.Abs(w[0][i]), Math.Abs(w[0][i] - before[i])));
            if (!torch.GetProperty("float64").TryGetProperty((step + 1).ToString(CultureInfo.InvariantCulture), out JsonElement after)) continue;
            double[] expected = after.GetProperty("ax").Tensors()[0], average = reference.State[nameof(average)][0];
            for (int i = 0; i < average.Length; i++)
            {
                Closeness.Check(average[i], double.NaN, expected[i], scale[i], 0, $"{torch.GetProperty("name")}: average {i} after step {step + 1}");
                compared++;
            }
        }

        Assert.Equal(6 * scale.Length, compared);
    }
}
