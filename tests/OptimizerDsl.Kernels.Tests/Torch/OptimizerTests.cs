using System.Globalization;
using System.Numerics;
using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Torch;

/// <summary>The library's rules compute what PyTorch's optimizers of the same options compute.</summary>
public sealed class OptimizerTests(CompiledCorpus corpus)
{
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

        double[] distance = new double[w.Length];
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
            if (!torch.GetProperty("float32").TryGetProperty(count, out JsonElement after32)) continue;
            double[] float32 = after32.GetProperty("parameters").Tensors()[0];
            double[] float64 = torch.GetProperty("float64").GetProperty(count).GetProperty("parameters").Tensors()[0];
            for (int i = 0; i < w.Length; i++)
            {
                distance[i] = Math.Max(distance[i], Math.Abs(float32[i] - float64[i]) / Closeness.UnitInTheLastPlace(scale[i]));
                Closeness.Check(w[i], float32[i], float64[i], scale[i], distance[i], $"{torch.GetProperty("name")}: parameter {i} after step {count}");
                compared++;
            }
        }

        // After six of the steps.
        Assert.Equal(6 * w.Length, compared);
    }
}
