using TorchSharp;
using static TorchSharp.torch;
using TorchParameter = TorchSharp.Modules.Parameter;

namespace OptimizerDsl.TorchSharp.Tests.Support;

/// <summary>Small modules, and losses on data that are always the same.</summary>
internal static class Model
{
    /// <summary>Two layers with a tanh between them, of the same numbers at every call.</summary>
    public static nn.Module<Tensor, Tensor> TwoLayers(ScalarType type)
    {
        manual_seed(7);
        nn.Module<Tensor, Tensor> model = nn.Sequential(("hidden", nn.Linear(5, 16)), ("tanh", nn.Tanh()), ("out", nn.Linear(16, 3)));
        return model.to(type);
    }

    /// <summary>The mean square of what the model says about a batch, less what it should say.</summary>
    public static Tensor Loss(nn.Module<Tensor, Tensor> model, ScalarType type)
    {
        using var scope = NewDisposeScope();
        Tensor x = linspace(-2, 2, 40, dtype: float64).reshape(8, 5).to_type(type);
        Tensor y = (x.slice(1, 0, 3, 1) * 2).sin();
        return nn.functional.mse_loss(model.call(x), y).MoveToOuterDisposeScope();
    }

    /// <summary>A parameter of some numbers.</summary>
    public static TorchParameter Vector(params float[] values) => new(tensor(values));

    /// <summary>Gives a parameter a gradient of some numbers.</summary>
    public static void SetGradient(TorchParameter parameter, params float[] values)
    {
        using Tensor gradient = tensor(values);
        parameter.grad = gradient;
    }

    /// <summary>The numbers of a tensor.</summary>
    public static double[] Numbers(Tensor tensor)
    {
        using Tensor doubles = tensor.detach().to_type(float64).reshape(-1);
        return doubles.data<double>().ToArray();
    }

    /// <summary>The numbers of all parameters of a module.</summary>
    public static double[] Numbers(nn.Module module) => [.. module.parameters().SelectMany(Numbers)];
}
