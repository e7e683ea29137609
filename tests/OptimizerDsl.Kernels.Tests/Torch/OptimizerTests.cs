using System.Globalization;
using System.Numerics;
using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Torch;

/// <summary>The library's rules compute what PyTorch's optimizers of the same options compute.</summary>
public sealed class OptimizerTests(CompiledCorpus corpus)
{
    // What averaged SGD calls its average.
    private const string Average = "ax";

    public static TheoryData<string, int> Cases =>
        [.. TorchGoldens.Optimizers.SelectMany(file => TorchGoldens.Cases(file).Select((_, i) => (file, i)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task In_double(string file, int index) => Run<double>(file, index, "F64");

    [Theory]
    [MemberData(nameof(Cases))]
    public Task In_float(string file, int index) => Run<float>(file, index, "F32");

    private async Task Run<T>(string file, int index, string suffix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement golden = TorchGoldens.File(file), torch = TorchGoldens.Cases(file)[index];
        double[] rates = torch.TryGetProperty("rates", out JsonElement moving) ? moving.Numbers() : [];
        T[] w = Array.ConvertAll(Assert.Single(golden.GetProperty("initial").Tensors()), T.CreateChecked);
        double[] scale = Array.ConvertAll(w, x => Math.Abs(double.CreateChecked(x)));
        var kernel = new Kernel<T>(await corpus.TypeOf(TorchRecipes.Name(file, index) + suffix), w.Length);

        double[] distance = new double[w.Length], distanceOfAverage = new double[w.Length];
        int compared = 0;
        foreach ((int step, JsonElement gradients) in golden.GetProperty("gradients").EnumerateArray().Index())
        {
            T[] before = [.. w];
            if (rates.Length > 0) kernel.Optimizer.LearningRate = rates[step];
            kernel.Step(w, Array.ConvertAll(gradients.Tensors()[0], T.CreateChecked));
            for (int i = 0; i < w.Length; i++)
            {
                double now = double.CreateChecked(w[i]);
                scale[i] = Math.Max(scale[i], Math.Max(Math.Abs(now), Math.Abs(now - double.CreateChecked(before[i]))));
            }

            string count = (step + 1).ToString(CultureInfo.InvariantCulture);
            if (!torch.GetProperty("float32").TryGetProperty(count, out JsonElement float32)) continue;
            JsonElement float64 = torch.GetProperty("float64").GetProperty(count);
            Check<T>(w, float32, float64, "parameters", scale, distance, $"{torch.GetProperty("name")}, after step {count}");
            if (float32.TryGetProperty(Average, out _)) Check<T>(kernel.State("average"), float32, float64, Average, scale, distanceOfAverage, $"{torch.GetProperty("name")}, after step {count}");
            compared++;
        }

        Assert.Equal(6, compared);
    }

    private static void Check<T>(ReadOnlySpan<T> actual, JsonElement float32, JsonElement float64, string values, double[] scale, double[] distance, string when)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] expected32 = float32.GetProperty(values).Tensors()[0], expected64 = float64.GetProperty(values).Tensors()[0];
        Assert.Equal(actual.Length, expected64.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            distance[i] = Math.Max(distance[i], Math.Abs(expected32[i] - expected64[i]) / Closeness.UnitInTheLastPlace(scale[i]));
            Closeness.Check(actual[i], expected32[i], expected64[i], scale[i], distance[i], $"{when}: {i} of {values}");
        }
    }
}
