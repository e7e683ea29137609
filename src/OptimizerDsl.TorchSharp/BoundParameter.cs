using TorchParameter = TorchSharp.Modules.Parameter;

namespace OptimizerDsl;

/// <summary>A parameter of a module as an optimizer steps it.</summary>
internal abstract class BoundParameter(string name, TorchParameter tensor)
{
    private Parameter? _parameter;
    private bool _isLeftOut;

    internal string Name => name;

    internal TorchParameter Tensor => tensor;

    internal static BoundParameter Of(ElementType elementType, string name, TorchParameter tensor) =>
        elementType == ElementType.Single ? new BoundParameter<float>(name, tensor) : new BoundParameter<double>(name, tensor);

    /// <summary>Joins a set. Until the end of the optimizer's construction the gradient is some memory that nobody reads.</summary>
    internal void Join(ParameterSet parameters)
    {
        _parameter = Attach(parameters);
        _parameter.IsOptional = true;
    }

    /// <summary>Says whether the next step leaves the parameter out; rows that somebody has touched stay as they are.</summary>
    internal void LeaveOut(bool value)
    {
        // A step forgets it, but a call that only accumulates does not.
        if (value || (_isLeftOut && _parameter!.IsLeftOut))
        {
            _parameter!.IsLeftOut = value;
        }

        _isLeftOut = value;
    }

    /// <summary>Checks the tensor and holds its gradient, for a step.</summary>
    /// <returns>Whether there is a gradient.</returns>
    /// <exception cref="InvalidOperationException">Either is not what it has to be.</exception>
    internal abstract bool Hold();

    /// <summary>Takes zeros for the gradient, for a step that leaves the parameter out.</summary>
    internal abstract void HoldZeros(nint zeros);

    /// <summary>Lets the gradient go.</summary>
    internal abstract void Release();

    /// <summary>The number of bytes of the values.</summary>
    internal abstract nuint ByteLength { get; }

    protected abstract Parameter Attach(ParameterSet parameters);
}
