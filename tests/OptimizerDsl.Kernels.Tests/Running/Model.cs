using System.Reflection;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>An optimizer and its parameters, whose gradients follow from the number of the call and from the parameters.</summary>
internal sealed class Model
{
    private readonly MethodInfo? _observe;

    public Model(Type recipe, IEnumerable<(string Name, int[] Shape)> tensors)
    {
        Set = new ParameterSet(recipe.GetCustomAttribute<OptimizerAttribute>()!.ElementType);
        foreach ((string name, int[] shape) in tensors) Set.Add(name, shape);
        Optimizer = (IOptimizer)Activator.CreateInstance(recipe, Set)!;
        _observe = recipe.GetMethod("Observe");
        if (Set.ElementType == ElementType.Double) return;
        foreach (Parameter parameter in Set)
        {
            for (int i = 0; i < parameter.Length; i++) parameter.Values[i] = 0.25f * (i % 7) - parameter.Index;
        }
    }

    private delegate Span<float> StateOfParameter(Parameter parameter, string name);

    public ParameterSet Set { get; }

    public IOptimizer Optimizer { get; }

    /// <summary>Makes some calls of Step.</summary>
    public Model Train(int calls)
    {
        for (int call = 0; call < calls; call++)
        {
            FillGradients();
            Optimizer.Step();
            _observe?.Invoke(Optimizer, [1.0 + call % 3]);
        }

        return this;
    }

    /// <summary>Writes the gradients of the next call.</summary>
    public void FillGradients()
    {
        foreach (Parameter parameter in Set)
        {
            Span<float> values = parameter.Values, gradients = parameter.Gradients;
            for (int i = 0; i < gradients.Length; i++) gradients[i] = 0.5f * values[i] + 0.01f * ((i + Optimizer.StepCount) % 11 - 5);
        }
    }

    public float[] State(string parameter, string name) =>
        Optimizer.GetType().GetMethod("State", [typeof(Parameter), typeof(string)])!.CreateDelegate<StateOfParameter>(Optimizer)(Set[parameter], name).ToArray();

    public byte[] Saved()
    {
        using var stream = new MemoryStream();
        Optimizer.Save(stream);
        return stream.ToArray();
    }

    public void Load(byte[] checkpoint, CheckpointDifferences allow = CheckpointDifferences.None)
    {
        using var stream = new MemoryStream(checkpoint);
        Optimizer.Load(stream, allow);
    }
}
