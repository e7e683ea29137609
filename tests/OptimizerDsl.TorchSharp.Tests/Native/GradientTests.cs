using OptimizerDsl.TorchSharp.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using TorchParameter = TorchSharp.Modules.Parameter;

namespace OptimizerDsl.TorchSharp.Tests.Native;

/// <summary>Gradients that are there, that come and go, and that are missing.</summary>
public sealed class GradientTests : NativeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_that_are_forgotten_and_made_anew_are_found(bool forget)
    {
        using nn.Module<Tensor, Tensor> kept = Model.TwoLayers(float32), other = Model.TwoLayers(float32);
        using var optimizer = new TorchOptimizer<AdamWOfFloats>(kept.named_parameters());
        using var same = new TorchOptimizer<AdamWOfFloats>(other.named_parameters());
        for (int step = 0; step < 5; step++)
        {
            optimizer.zero_grad();
            same.zero_grad(set_to_none: forget);
            using Tensor loss = Model.Loss(kept, float32), otherLoss = Model.Loss(other, float32);
            loss.backward();
            otherLoss.backward();
            optimizer.step();
            same.step();
        }

        Assert.Equal(Model.Numbers(kept), Model.Numbers(other));
        Assert.Equal(5, optimizer.Recipe.StepCount);
        same.zero_grad(set_to_none: true);
        Assert.All(other.parameters(), parameter => Assert.Null(parameter.grad));
        optimizer.zero_grad();
        Assert.All(kept.parameters(), parameter => Assert.All(Model.Numbers(parameter.grad!), x => Assert.Equal(0, x)));
    }

    [Fact]
    public void A_gradient_that_is_set_takes_effect()
    {
        TorchParameter w = Model.Vector(1, 2);
        using var optimizer = new TorchOptimizer<PlainSteps>([("w", w)]);
        Model.SetGradient(w, 1, 1);
        optimizer.step();
        Model.SetGradient(w, 3, 4);
        optimizer.step();
        Assert.Equal([-3, -3], Model.Numbers(w));
    }

    [Fact]
    public void A_parameter_without_a_gradient_is_left_out_as_in_PyTorch()
    {
        TorchParameter a = Model.Vector(1, 2), b = Model.Vector(3, 4, 5), same = Model.Vector(3, 4, 5);
        using var optimizer = new TorchOptimizer<Momentum>([("a", a), ("b", b)]);
        using optim.Optimizer torch = optim.SGD([same], 0.1, momentum: 0.9, weight_decay: 0.1);
        foreach (bool hasGradient in new[] { false, true, false, true, true })
        {
            Model.SetGradient(a, 1, 1);
            b.grad = null;
            same.grad = null;
            if (hasGradient)
            {
                Model.SetGradient(b, 1, -1, 2);
                Model.SetGradient(same, 1, -1, 2);
            }

            double[] before = Model.Numbers(b);
            optimizer.step();
            torch.step();
            Assert.Null(hasGradient ? null : b.grad);
            Assert.Equal(!hasGradient, before.SequenceEqual(Model.Numbers(b)));
            Assert.Equal(Model.Numbers(same), Model.Numbers(b), (x, y) => Math.Abs(x - y) < 1e-6);
        }

        Assert.Equal(5, optimizer.Recipe.StepCount);
    }

    [Fact]
    public void State_in_blocks_can_be_left_out_too()
    {
        TorchParameter a = Model.Vector(1, 2), b = Model.Vector(3, 4, 5);
        using var optimizer = new TorchOptimizer<InBlocks>([("a", a), ("b", b)]);
        Model.SetGradient(a, 1, 1);
        optimizer.step();
        Assert.Equal([3, 4, 5], Model.Numbers(b));
        Assert.NotEqual([1, 2], Model.Numbers(a));
    }

    [Fact]
    public void A_missing_gradient_can_be_refused()
    {
        TorchParameter a = Model.Vector(1, 2), b = Model.Vector(3);
        using var optimizer = new TorchOptimizer<PlainSteps>([("a", a), ("b", b)]) { MissingGradient = MissingGradient.Refuse };
        Model.SetGradient(a, 1, 1);
        Assert.Contains("'b' has no gradient", Refused(optimizer), StringComparison.Ordinal);
        Assert.Equal([1, 2], Model.Numbers(a));
        Assert.Null(b.grad);
    }

    [Fact]
    public void A_step_without_any_gradient_is_refused()
    {
        TorchParameter w = Model.Vector(1, 2);
        using var optimizer = new TorchOptimizer<PlainSteps>([("w", w)]);
        Assert.Contains("call backward()", Refused(optimizer), StringComparison.Ordinal);
        Assert.Equal(0, optimizer.Recipe.StepCount);
        Assert.Null(optimizer.LastResult);
    }

    [Fact]
    public void A_sparse_gradient_is_refused_before_anything_has_changed()
    {
        using var table = nn.Embedding(6, 2, sparse: true);
        TorchParameter first = Model.Vector(1, 2);
        Model.SetGradient(first, 1, 1);
        using var optimizer = new TorchOptimizer<PlainSteps>([("first", first), ("table", table.weight!)]);
        using Tensor loss = table.call(tensor(new long[] { 1, 3 })).sum();
        loss.backward();
        Assert.Contains("gradient of parameter 'table' is sparse", Refused(optimizer), StringComparison.Ordinal);
        Assert.Equal([1, 2], Model.Numbers(first));
    }

    [Fact]
    public void A_gradient_that_is_not_contiguous_is_refused_before_anything_has_changed()
    {
        TorchParameter first = Model.Vector(1, 2), w = new(zeros(2, 3));
        Model.SetGradient(first, 1, 1);
        using var optimizer = new TorchOptimizer<PlainSteps>([("first", first), ("w", w)]);
        w.grad = ones(3, 2).t();
        Assert.Contains("gradient of parameter 'w' is not contiguous", Refused(optimizer), StringComparison.Ordinal);
        Assert.Equal([1, 2], Model.Numbers(first));
    }

    [Fact]
    public void The_usual_loop_accumulates()
    {
        TorchParameter w = Model.Vector(0, 0);
        using var optimizer = new TorchOptimizer<TwoCalls>([("w", w)]);
        foreach (float factor in new float[] { 1, 3, 5, 7 })
        {
            optimizer.zero_grad();
            using Tensor loss = w.sum() * factor;
            loss.backward();
            optimizer.step();
        }

        // The means of 1 and 3, and of 5 and 7.
        Assert.Equal([-8, -8], Model.Numbers(w));
        Assert.Equal(2, optimizer.Recipe.StepCount);
    }

    [Fact]
    public void A_parameter_that_only_the_second_call_gives_a_gradient_takes_part()
    {
        TorchParameter a = Model.Vector(0), b = Model.Vector(0);
        using var optimizer = new TorchOptimizer<TwoCalls>([("a", a), ("b", b)]);
        Model.SetGradient(a, 2);
        optimizer.step();
        Model.SetGradient(b, 4);
        optimizer.step();
        Assert.Equal([-1], Model.Numbers(a));
        Assert.Equal([-2], Model.Numbers(b));
    }

    [Fact]
    public void A_recipe_clears_the_gradients_of_the_tensors()
    {
        TorchParameter w = Model.Vector(1, 2);
        using var optimizer = new TorchOptimizer<Clearing>([("w", w)]);
        Model.SetGradient(w, 1, 1);
        optimizer.step();
        Assert.Equal([0, 0], Model.Numbers(w.grad!));
        Assert.Equal([0, 1], Model.Numbers(w));
    }

    private static string Refused(optim.Optimizer optimizer) => Assert.Throws<InvalidOperationException>(() => optimizer.step()).Message;
}
