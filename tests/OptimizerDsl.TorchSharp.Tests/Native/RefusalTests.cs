using OptimizerDsl.TorchSharp.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using TorchParameter = TorchSharp.Modules.Parameter;

namespace OptimizerDsl.TorchSharp.Tests.Native;

/// <summary>Tensors that cannot be stepped, each named before anything has changed.</summary>
public sealed class RefusalTests : NativeTests
{
    [Fact]
    public void Other_devices() => Refuses(new TorchParameter(empty(2, device: META)), "lies on meta");

    [Fact]
    public void Other_types()
    {
        Refuses(new TorchParameter(zeros(2, dtype: bfloat16)), "is of BFloat16; PlainSteps steps Float32: call module.to(Float32)");
        Refuses(new TorchParameter(zeros(2, dtype: complex64)), "is of ComplexFloat32");
    }

    [Fact]
    public void The_other_type_alone_or_mixed_with_the_right_one()
    {
        Refuses(new TorchParameter(zeros(2, dtype: float64)), "is of Float64, but PlainSteps steps Float32: call module.to(Float32) first, or say [Optimizer(ElementType = ElementType.Double)]");
        (string, TorchParameter)[] mixed = [("a", new TorchParameter(zeros(2, dtype: float64))), ("b", Model.Vector(1))];
        Assert.Contains("'b' is of Float32, but AdamWOfDoubles steps Float64", Assert.Throws<ArgumentException>(() => new TorchOptimizer<AdamWOfDoubles>(mixed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_that_are_not_contiguous()
    {
        using Tensor matrix = zeros(2, 3);
        Refuses(new TorchParameter(matrix.t()), "is not contiguous (strides 1, 3)");
    }

    [Fact]
    public void Tensors_that_are_sparse() => Refuses(new TorchParameter(ones(2, 2).to_sparse()), "is sparse");

    [Fact]
    public void Tensors_that_require_no_gradient() => Refuses(new TorchParameter(zeros(2), requires_grad: false), "does not require a gradient");

    [Fact]
    public void Tensors_that_were_disposed_of()
    {
        TorchParameter w = Model.Vector(1);
        w.Dispose();
        Refuses(w, "was disposed of");
    }

    [Fact]
    public void A_tensor_twice_and_tensors_that_share_memory()
    {
        TorchParameter w = Model.Vector(1, 2, 3);
        Assert.Contains("'a' and 'b' are the same tensor", Message([("a", w), ("b", w)]), StringComparison.Ordinal);
        using Tensor values = zeros(6);
        Assert.Contains("'a' and 'b' are the same tensor", Message([("a", new(values.slice(0, 0, 4, 1))), ("b", new(values.slice(0, 0, 2, 1)))]), StringComparison.Ordinal);
        Assert.Contains("'b' and 'a' share memory", Message([("a", new(values.slice(0, 0, 4, 1))), ("b", new(values.slice(0, 2, 6, 1)))]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_twice_and_a_group_that_nobody_is_in()
    {
        Assert.Contains("already a parameter 'a'", Message([("a", Model.Vector(1)), ("a", Model.Vector(2))]), StringComparison.Ordinal);
        (string, TorchParameter)[] weights = [("weight", Model.Vector(1))];
        Assert.Contains("Group 'bias'", Assert.Throws<ArgumentException>(() => new TorchOptimizer<Grouped>(weights)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_leaves_the_parameters_without_gradients()
    {
        TorchParameter good = Model.Vector(1);
        Message([("good", good), ("bad", new TorchParameter(zeros(2, dtype: float64)))]);
        Message([("good", good), ("good", Model.Vector(1))]);
        Assert.Null(good.grad);
    }

    [Fact]
    public void A_module_that_was_moved_to_another_type_stops_the_step_before_it_begins()
    {
        using nn.Module<Tensor, Tensor> model = Model.TwoLayers(float32);
        using var optimizer = new TorchOptimizer<PlainSteps>(model.named_parameters());
        using Tensor loss = Model.Loss(model, float32);
        loss.backward();
        model.to(float64);
        Assert.Contains("make a new optimizer", Assert.Throws<InvalidOperationException>(() => optimizer.step()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_that_was_given_other_memory_stops_the_step_before_it_begins()
    {
        TorchParameter first = Model.Vector(1, 2), w = Model.Vector(1, 2);
        using var optimizer = new TorchOptimizer<PlainSteps>([("first", first), ("w", w)]);
        Model.SetGradient(first, 1, 1);
        Model.SetGradient(w, 1, 1);
        using (no_grad())
        {
            w.set_(zeros(2));
        }

        Assert.Contains("'w' was given other memory", Assert.Throws<InvalidOperationException>(() => optimizer.step()).Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], Model.Numbers(first));
    }

    [Fact]
    public void More_parameters_later_and_steps_after_the_end()
    {
        var optimizer = new TorchOptimizer<PlainSteps>([("w", Model.Vector(1))]);
        Assert.Throws<NotSupportedException>(() => optimizer.add_param_group(null!));
        optimizer.Dispose();
        optimizer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => optimizer.step());
        Assert.Throws<ObjectDisposedException>(() => optimizer.zero_grad());
    }

    private static void Refuses(TorchParameter parameter, string why)
    {
        string message = Message([("first", Model.Vector(1)), ("bad", parameter)]);
        Assert.Contains("'bad' " + why, message, StringComparison.Ordinal);
    }

    private static string Message((string, TorchParameter)[] parameters) => Assert.Throws<ArgumentException>(() => new TorchOptimizer<PlainSteps>(parameters)).Message;
}
