using OptimizerDsl.TorchSharp.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace OptimizerDsl.TorchSharp.Tests.Native;

/// <summary>The README's code for TorchSharp.</summary>
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

    [Fact]
    public void It_is_the_code_that_runs_here()
    {
        string[] code = [.. Read("Code").Split('\n').Select(Plain)];
        string[] shown = [.. Read("README").Split("```").Single(block => block.StartsWith("csharp", StringComparison.Ordinal) && block.Contains("TorchOptimizer", StringComparison.Ordinal))
            .Split('\n').Skip(1).Select(Plain).Where(line => line.Length > 0)];
        Assert.Equal(5, shown.Length);
        Assert.All(shown, line => Assert.Contains(line, code));
    }

    private static void Run()
    {
        using nn.Module<Tensor, Tensor> model = Model.TwoLayers(float32);
        using Tensor loss = Model.Loss(model, float32);
        using var optimizer = new TorchOptimizer<SmallGpt>(model.named_parameters());
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        optimizer.Recipe.Save("run.safetensors");
    }

    private static string Plain(string line) => line.Split("//")[0].Trim();

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(ReadmeTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
