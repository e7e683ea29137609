using OptimizerDsl.TorchSharp.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using TorchParameter = TorchSharp.Modules.Parameter;

namespace OptimizerDsl.TorchSharp.Tests.Native;

/// <summary>The same module, trained by TorchSharp's optimizers and by recipes.</summary>
public sealed class TrajectoryTests : NativeTests
{
    private const int Steps = 60;
    private const double DoubleTolerance = 1e-12;

    [Fact]
    public void AdamW_is_that_of_TorchSharp() => Compare(
        parameters => optim.AdamW(parameters, lr: 0.01, weight_decay: 0.05),
        module => new TorchOptimizer<AdamWOfFloats>(module.named_parameters()),
        module => new TorchOptimizer<AdamWOfDoubles>(module.named_parameters()));

    [Fact]
    public void Nesterov_is_that_of_TorchSharp() => Compare(
        parameters => optim.SGD(parameters, 0.05, momentum: 0.9, weight_decay: 0.01, nesterov: true),
        module => new TorchOptimizer<NesterovOfFloats>(module.named_parameters()),
        module => new TorchOptimizer<NesterovOfDoubles>(module.named_parameters()));

    // TorchSharp's floats carry roundings of their own, as large as the distance between its results in floats and in doubles.
    private static void Compare(
        Func<IEnumerable<TorchParameter>, optim.Optimizer> torch, Func<nn.Module, optim.Optimizer> floats, Func<nn.Module, optim.Optimizer> doubles)
    {
        double[][] torchFloats = Train(float32, module => torch(module.parameters()));
        double[][] torchDoubles = Train(float64, module => torch(module.parameters()));
        double[][] ourFloats = Train(float32, floats);
        double[][] ourDoubles = Train(float64, doubles);
        double distance = 0;
        double scale = 0;
        for (int step = 0; step < Steps; step++)
        {
            distance = Math.Max(distance, Largest(torchFloats[step], torchDoubles[step]));
            scale = Math.Max(scale, torchDoubles[step].Max(Math.Abs));
            double last = (double)MathF.BitIncrement((float)scale) - (float)scale;
            Assert.InRange(Largest(ourFloats[step], torchFloats[step]), 0, 4 * distance + 4 * last);
            Assert.InRange(Largest(ourDoubles[step], torchDoubles[step]), 0, DoubleTolerance * scale);
        }

        Assert.True(Largest(torchDoubles[0], torchDoubles[^1]) > 0.1, "The model was not trained.");
    }

    private static double[][] Train(ScalarType type, Func<nn.Module, optim.Optimizer> make)
    {
        using nn.Module<Tensor, Tensor> model = Model.TwoLayers(type);
        using optim.Optimizer optimizer = make(model);
        var course = new double[Steps][];
        for (int step = 0; step < Steps; step++)
        {
            optimizer.zero_grad();
            using Tensor loss = Model.Loss(model, type);
            loss.backward();
            optimizer.step();
            course[step] = Model.Numbers(model);
        }

        return course;
    }

    private static double Largest(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
}
