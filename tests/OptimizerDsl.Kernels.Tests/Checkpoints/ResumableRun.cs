using System.Numerics;
using OptimizerDsl.Kernels.Tests.Checks;
using OptimizerDsl.Kernels.Tests.Corpus;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checkpoints;

/// <summary>A run of a recipe that can be saved after any call, and go on from there in another run.</summary>
internal abstract class ResumableRun
{
    /// <summary>Whether the next call adds to gradients that are there.</summary>
    public bool IsAccumulating { get; set; }

    public static ResumableRun Of(CompiledCase recipe, FeatureLayout layout) =>
        recipe.ElementType == ElementType.Single ? new ResumableRun<float>(recipe, layout) : new ResumableRun<double>(recipe, layout);

    /// <summary>Makes one call of Step, and what belongs to it.</summary>
    public abstract StepResult Call(int call, int threads);

    public abstract byte[] Save();

    public abstract void Load(byte[] checkpoint);
}

/// <inheritdoc/>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ResumableRun<T> : ResumableRun
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FeatureOptimizer<T> _kernel;
    private readonly FeatureScript<T> _script;
    private readonly int _tensors;
    private readonly bool _isVector;

    public ResumableRun(CompiledCase recipe, FeatureLayout layout)
    {
        _kernel = new(recipe.Type, recipe.ElementType, layout);
        _script = new(recipe.Type, layout);
        _tensors = layout.Tensors.Length;
        _isVector = layout.IsVector;
        for (int tensor = 0; tensor < _tensors; tensor++) _kernel.SetValues(tensor, _script.Parameters(tensor));
    }

    public override StepResult Call(int call, int threads)
    {
        _kernel.Optimizer.Threads = threads;
        _script.Prepare(_kernel.Optimizer, call);
        for (int tensor = 0; tensor < _tensors; tensor++)
        {
            T[] gradients = _script.Gradients(call, tensor);
            ReadOnlySpan<T> before = _kernel.Gradients(tensor);
            for (int i = 0; i < gradients.Length && IsAccumulating; i++) gradients[i] += before[i];
            _kernel.SetGradients(tensor, gradients);
            foreach (string input in _script.Inputs) _kernel.FillInput(tensor, input, _script.Input(call, tensor));
            _kernel.TouchRows(tensor, _script.TouchedRows(call, tensor));
            _kernel.Write(tensor, _script.Written(call, tensor));
        }

        StepResult result = _kernel.Step(_script.Loss(call));
        _kernel.Observe?.Invoke(_script.Metric(call));
        IsAccumulating = result.Outcome == StepOutcome.Accumulated;
        return result;
    }

    public override byte[] Save()
    {
        using var stream = new MemoryStream();
        if (_isVector) _kernel.Optimizer.Save<T>(stream, _kernel.Values(0), _kernel.Gradients(0));
        else _kernel.Optimizer.Save(stream);
        return stream.ToArray();
    }

    public override void Load(byte[] checkpoint)
    {
        using var stream = new MemoryStream(checkpoint);
        if (_isVector) _kernel.Optimizer.Load(stream, _kernel.Values(0), _kernel.Gradients(0));
        else _kernel.Optimizer.Load(stream);
    }
}
