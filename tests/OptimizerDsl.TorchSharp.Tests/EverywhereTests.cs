using OptimizerDsl.TorchSharp.Tests.Support;
using TorchParameter = TorchSharp.Modules.Parameter;

namespace OptimizerDsl.TorchSharp.Tests;

/// <summary>What needs no libtorch.</summary>
public sealed class EverywhereTests
{
    [Fact]
    public void A_model_without_parameters_is_refused()
    {
        Assert.Contains("no parameters to step", Assert.Throws<ArgumentException>(() => new TorchOptimizer<PlainSteps>([])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new TorchOptimizer<PlainSteps>(null!));
    }

    [Fact]
    public void A_parameter_that_is_null_is_named()
    {
        (string, TorchParameter)[] parameters = [("weight", null!)];
        Assert.Contains("'weight' is null", Assert.Throws<ArgumentException>(() => new TorchOptimizer<PlainSteps>(parameters)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bridge_needs_the_library_and_the_managed_part_of_TorchSharp_alone()
    {
        string[] names = [.. typeof(TorchOptimizer<>).Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal))];
        Assert.Equal(["OptimizerDsl", "TorchSharp"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_recipe_that_does_not_use_the_loss_can_be_told_it()
    {
        var parameters = new ParameterSet();
        parameters.Add("w", 1).Gradients[0] = 2;
        IOptimizer optimizer = new PlainSteps(parameters);
        Assert.True(optimizer.Step(3).Applied);
        Assert.Equal(-2, parameters[0].Values[0]);
    }

    [Fact]
    public void A_recipe_that_uses_the_loss_is_told_it_by_the_interface_too()
    {
        var parameters = new ParameterSet();
        parameters.Add("w", 1).Gradients[0] = 2;
        IOptimizer optimizer = new ByLoss(parameters);
        Assert.Throws<InvalidOperationException>(() => optimizer.Step());
        optimizer.Step(8);
        Assert.Equal(-4, parameters[0].Values[0]);
    }

    [Fact]
    public void The_calls_that_have_joined_a_step_are_counted()
    {
        var parameters = new ParameterSet();
        parameters.Add("w", 1);
        IOptimizer optimizer = new TwoCalls(parameters);
        Assert.Equal(0, optimizer.Accumulated);
        optimizer.Step();
        Assert.Equal(1, optimizer.Accumulated);
        optimizer.Step();
        Assert.Equal(0, optimizer.Accumulated);
    }
}
