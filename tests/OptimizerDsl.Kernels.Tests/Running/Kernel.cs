using System.Reflection;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>A recipe's generated optimizer for one plain vector, whatever its type.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class Kernel<T>
    where T : unmanaged
{
    private readonly SpanStep _step;
    private readonly NamedState? _state;

    public Kernel(Type recipe, int count)
    {
        Optimizer = (IOptimizer)Activator.CreateInstance(recipe, count)!;
        _step = recipe.GetMethod("Step", [typeof(Span<T>), typeof(Span<T>)])!.CreateDelegate<SpanStep>(Optimizer);
        _state = recipe.GetMethod("State", [typeof(string)])?.CreateDelegate<NamedState>(Optimizer);
    }

    private delegate StepResult SpanStep(Span<T> parameters, Span<T> gradients);

    private delegate Span<T> NamedState(string name);

    public IOptimizer Optimizer { get; }

    public StepResult Step(Span<T> parameters, Span<T> gradients) => _step(parameters, gradients);

    public Span<T> State(string name) => _state!(name);

    /// <summary>Those of some names under which the kernel keeps state: it has none for what nothing reads.</summary>
    public static string[] StatesOf(Type recipe, IEnumerable<string> names)
    {
        var kernel = new Kernel<T>(recipe, 1);
        return kernel._state is null ? [] : [.. names.Where(kernel.Keeps)];
    }

    private bool Keeps(string name)
    {
        try
        {
            return State(name).Length == 1;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>A recipe's generated optimizer for a set of parameters.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class SetKernel<T>
    where T : unmanaged
{
    private readonly ParameterState? _state;

    public SetKernel(Type recipe, ParameterSet set)
    {
        Optimizer = (IOptimizer)Activator.CreateInstance(recipe, set)!;
        MethodInfo? state = recipe.GetMethod("State", [typeof(Parameter), typeof(string)]);
        _state = state?.CreateDelegate<ParameterState>(Optimizer);
    }

    private delegate Span<T> ParameterState(Parameter parameter, string name);

    public IOptimizer Optimizer { get; }

    public Span<T> State(Parameter parameter, string name) => _state!(parameter, name);
}
