using System.Globalization;
using System.Numerics;
using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Torch;

/// <summary>The library's averages of parameters are those of PyTorch's AveragedModel.</summary>
public sealed class AverageTests(CompiledCorpus corpus)
{
    private delegate Span<T> AverageOf<T>(Parameter parameter);

    public static TheoryData<string> Averages => [.. TorchRecipes.Averages().Select(average => average.Name)];

    [Fact]
    public void Both_kinds_are_there() => Assert.Equal(7, Averages.Count);

    [Theory]
    [MemberData(nameof(Averages))]
    public Task In_double(string name) => Run<double>(name, "F64");

    [Theory]
    [MemberData(nameof(Averages))]
    public Task In_float(string name) => Run<float>(name, "F32");

    private async Task Run<T>(string name, string suffix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement torch = TorchRecipes.Averages().Single(average => average.Name == name).Golden;
        double[][][] series = [.. TorchGoldens.File("utilities").GetProperty("series").EnumerateArray().Select(TorchGoldens.Tensors)];
        var set = new ParameterSet(typeof(T) == typeof(float) ? ElementType.Single : ElementType.Double);
        foreach (double[] tensor in series[0]) set.Add("tensor" + set.Count, tensor.Length);
        Type recipe = await corpus.TypeOf(name + suffix);
        var optimizer = (IOptimizer)Activator.CreateInstance(recipe, set)!;
        var average = recipe.GetMethod("Average", [typeof(Parameter)])!.CreateDelegate<AverageOf<T>>(optimizer);

        int compared = 0;
        for (int step = 1; step <= series.Length; step++)
        {
            // The recipe's rule puts each gradient into the place of its parameter.
            for (int tensor = 0; tensor < set.Count; tensor++) Array.ConvertAll(series[step - 1][tensor], T.CreateChecked).CopyTo(set[tensor].GradientsAs<T>());
            optimizer.Step();
            string count = step.ToString(CultureInfo.InvariantCulture);
            if (!torch.GetProperty("float32").TryGetProperty(count, out JsonElement after32)) continue;
            double[][] float32 = after32.Tensors(), float64 = torch.GetProperty("float64").GetProperty(count).Tensors();
            for (int tensor = 0; tensor < set.Count; tensor++)
            {
                for (int i = 0; i < float64[tensor].Length; i++, compared++)
                {
                    double scale = series.Take(step).Max(seen => Math.Abs(seen[tensor][i]));
                    double distance = Math.Abs(float32[tensor][i] - float64[tensor][i]) / Closeness.UnitInTheLastPlace(scale);
                    Closeness.Check(average(set[tensor])[i], float32[tensor][i], float64[tensor][i], scale, distance, $"{name}: average {i} of tensor {tensor} after step {count}");
                }
            }
        }

        // After six of the steps.
        Assert.Equal(6 * series[0].Sum(tensor => tensor.Length), compared);
    }
}
