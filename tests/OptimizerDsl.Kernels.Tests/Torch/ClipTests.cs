using System.Numerics;
using System.Text.Json;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Torch;

/// <summary>The library's clips make of gradients what PyTorch's make of them.</summary>
public sealed class ClipTests(CompiledCorpus corpus)
{
    public static TheoryData<int> Clips => [.. TorchRecipes.Clips()];

    [Fact]
    public void All_are_there() => Assert.Equal(10, TorchRecipes.Clips().Count());

    [Theory]
    [MemberData(nameof(Clips))]
    public Task In_double(int index) => Run<double>(index, "F64");

    [Theory]
    [MemberData(nameof(Clips))]
    public Task In_float(int index) => Run<float>(index, "F32");

    private async Task Run<T>(int index, string suffix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement torch = TorchGoldens.Cases("utilities", "clips")[index];
        double[][] gradients = torch.GetProperty("gradients").Tensors();
        var set = new ParameterSet(typeof(T) == typeof(float) ? ElementType.Single : ElementType.Double);
        foreach (double[] tensor in gradients)
        {
            Parameter parameter = set.Add("tensor" + set.Count, tensor.Length);
            Array.ConvertAll(tensor, T.CreateChecked).CopyTo(parameter.GradientsAs<T>());
        }

        // From zero, one step of descent with rate 1 leaves the clipped gradient, negated.
        var optimizer = (IOptimizer)Activator.CreateInstance(await corpus.TypeOf(TorchRecipes.Name("clips", index) + suffix), set)!;
        optimizer.Step();

        double[][] float32 = torch.GetProperty("float32").GetProperty("gradients").Tensors();
        double[][] float64 = torch.GetProperty("float64").GetProperty("gradients").Tensors();
        Assert.Equal(gradients.Select(tensor => tensor.Length), float64.Select(tensor => tensor.Length));
        for (int tensor = 0; tensor < gradients.Length; tensor++)
        {
            for (int i = 0; i < gradients[tensor].Length; i++)
            {
                double scale = Math.Abs(float64[tensor][i]);
                double distance = Math.Abs(float32[tensor][i] - float64[tensor][i]) / Closeness.UnitInTheLastPlace(scale);
                Closeness.Check(-set[tensor].ValuesAs<T>()[i], float32[tensor][i], float64[tensor][i], scale, distance, $"{torch.GetProperty("name")}: gradient {i} of tensor {tensor}");
            }
        }
    }
}
