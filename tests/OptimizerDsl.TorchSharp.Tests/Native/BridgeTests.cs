using System.Runtime.CompilerServices;
using OptimizerDsl.TorchSharp.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using TorchParameter = TorchSharp.Modules.Parameter;

namespace OptimizerDsl.TorchSharp.Tests.Native;

/// <summary>Memory, names, rates, losses and checkpoints of an optimizer over tensors.</summary>
public sealed class BridgeTests : NativeTests
{
    [Fact]
    public void Names_and_shapes_are_those_of_the_module_and_memory_is_that_of_the_tensors()
    {
        using nn.Module<Tensor, Tensor> model = Model.TwoLayers(float32);
        using var optimizer = new TorchOptimizer<PlainSteps>(model.named_parameters());
        Assert.Equal(["hidden.weight [16, 5]", "hidden.bias [16]", "out.weight [3, 16]", "out.bias [3]"], optimizer.Parameters.Select(parameter => parameter.ToString()));
        Assert.Equal(model.parameters(), optimizer.parameters());
        foreach ((TorchParameter tensor, Parameter parameter) in model.parameters().Zip(optimizer.Parameters))
        {
            Assert.True(Unsafe.AreSame(ref tensor.bytes[0], ref Unsafe.As<float, byte>(ref parameter.Values[0])));
            Assert.Null(tensor.grad);
        }
    }

    [Fact]
    public void The_optimizer_keeps_its_tensors_alive()
    {
        TorchOptimizer<PlainSteps> optimizer = Alone();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        optimizer.step();
        Assert.Equal([0, 1, 2], optimizer.Parameters[0].Values);
        optimizer.Dispose();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static TorchOptimizer<PlainSteps> Alone()
        {
            TorchParameter w = Model.Vector(1, 2, 3);
            Model.SetGradient(w, 1, 1, 1);
            return new TorchOptimizer<PlainSteps>([("w", w)]);
        }
    }

    [Fact]
    public void Empty_tensors_and_scalars_are_parameters_too()
    {
        TorchParameter nothing = new(zeros(0, 3)), scalar = new(tensor(2f));
        using var optimizer = new TorchOptimizer<PlainSteps>([("nothing", nothing), ("scalar", scalar)]);
        using Tensor loss = scalar * 3 + nothing.sum();
        loss.backward();
        optimizer.step();
        Assert.Equal(-1, scalar.ToSingle());
    }

    [Fact]
    public void A_parameter_s_gradients_are_those_of_the_tensor_between_steps_too()
    {
        TorchParameter w = Model.Vector(1, 2);
        using var optimizer = new TorchOptimizer<PlainSteps>([("w", w)]);
        Model.SetGradient(w, 3, 4);
        Assert.Equal([3, 4], optimizer.Parameters[0].Gradients);
        w.grad = null;
        optimizer.Parameters[0].Gradients[1] = 5;
        Assert.Equal([0, 5], Model.Numbers(w.grad!));
    }

    [Fact]
    public void Patterns_of_groups_fit_the_module_s_names_and_schedulers_of_TorchSharp_move_each_rate()
    {
        using nn.Module<Tensor, Tensor> model = Model.TwoLayers(float32);
        using var optimizer = new TorchOptimizer<Grouped>(model.named_parameters());
        Assert.Equal(["hidden.bias", "out.bias"], optimizer.Recipe.Groups["bias"].Parameters.Select(parameter => parameter.Name));
        optim.lr_scheduler.LRScheduler scheduler = optim.lr_scheduler.StepLR(optimizer, 2, 0.5);
        scheduler.step();
        Assert.Equal(1, optimizer.LearningRate);
        scheduler.step();
        Assert.Equal(0.5, optimizer.LearningRate);
        Assert.Equal(0.125, optimizer.Recipe.Groups["bias"].LearningRate);
        optimizer.LearningRate = 3;
        Assert.Equal([3, 0.125], optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRate = -1);
    }

    [Fact]
    public void Groups_and_sparse_rows_can_be_set_before_it_is_built()
    {
        TorchParameter table = new(zeros(4, 2));
        using var optimizer = new TorchOptimizer<PlainSteps>([("table", table)], parameters => parameters["table"].IsRowSparse = true);
        Step(2);
        Step();
        table.grad = null;
        Assert.Equal([-1, -1, -1, -1, -2, -2, -1, -1], Model.Numbers(table));

        void Step(params int[] rows)
        {
            table.grad = ones(4, 2);
            if (rows.Length > 0)
            {
                optimizer.Parameters[0].TouchRows(rows);
            }

            optimizer.step();
        }
    }

    [Fact]
    public void Schedules_that_react_are_reached_through_the_recipe()
    {
        TorchParameter w = Model.Vector(0);
        using var optimizer = new TorchOptimizer<OnPlateau>([("w", w)]);
        optimizer.Recipe.Observe(1);
        optimizer.Recipe.Observe(2);
        Model.SetGradient(w, 1);
        optimizer.step();
        Assert.Equal(0.25, optimizer.LastResult!.Value.LearningRate);
        Assert.Equal([-0.25], Model.Numbers(w));
    }

    [Fact]
    public void A_closure_computes_the_loss_and_a_rule_that_uses_it_is_told()
    {
        TorchParameter w = Model.Vector(3);
        using var optimizer = new TorchOptimizer<ByLoss>([("w", w)]);
        using (no_grad())
        {
            using Tensor? loss = optimizer.step(() =>
            {
                optimizer.zero_grad();
                Tensor value = (w * w).sum();
                value.backward();
                return value;
            });
            Assert.Equal(9, loss!.ToSingle());
        }

        // Polyak's step: the loss 9 over the square of the gradient 6, times the gradient.
        Assert.Equal([1.5], Model.Numbers(w));
        Assert.True(optimizer.step(2.25).Applied);
        Assert.Throws<InvalidOperationException>(() => optimizer.step());
        Assert.Throws<InvalidOperationException>(() => optimizer.step(() => zeros(2)));
        Assert.Equal(2, optimizer.Recipe.StepCount);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void A_run_goes_on_from_a_checkpoint_with_the_same_bits(int callsBefore)
    {
        using nn.Module<Tensor, Tensor> whole = Model.TwoLayers(float32), resumed = Model.TwoLayers(float32);
        using var optimizer = new TorchOptimizer<TwoCalls>(whole.named_parameters());
        Train(optimizer, whole, callsBefore);
        using var file = new MemoryStream();
        optimizer.Recipe.Save(file);
        Train(optimizer, whole, 5);

        using var other = new TorchOptimizer<TwoCalls>(resumed.named_parameters());
        file.Position = 0;
        other.Recipe.Load(file);
        Train(other, resumed, 5);
        Assert.Equal(Model.Numbers(whole), Model.Numbers(resumed));
        Assert.Equal(optimizer.Recipe.StepCount, other.Recipe.StepCount);
    }

    private static void Train(optim.Optimizer optimizer, nn.Module<Tensor, Tensor> model, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            optimizer.zero_grad();
            using Tensor loss = Model.Loss(model, float32);
            loss.backward();
            optimizer.step();
        }
    }
}
