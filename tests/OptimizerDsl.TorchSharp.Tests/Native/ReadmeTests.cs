using OptimizerDsl.TorchSharp.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace OptimizerDsl.TorchSharp.Tests.Native;

/// <summary>The README's code for TorchSharp, which it quotes from here.</summary>
public sealed class ReadmeTests : NativeTests
{
    [Fact]
    public void It_runs()
    {
        string before = Environment.CurrentDirectory;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("optimizerdsl-");
        try
        {
            Environment.CurrentDirectory = folder.FullName;
            Run();
            Assert.True(File.Exists("run.safetensors"));
        }
        finally
        {
            Environment.CurrentDirectory = before;
            folder.Delete(recursive: true);
        }
    }

    private static void Run()
    {
        using nn.Module<Tensor, Tensor> model = Model.TwoLayers(float32);
        using Tensor loss = Model.Loss(model, float32);
        using var optimizer = new TorchOptimizer<SmallGpt>(model.named_parameters());
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();                           // one sweep where the tensors are, nothing is copied
        optimizer.Recipe.Save("run.safetensors");   // and whatever else a recipe can do
    }
}
