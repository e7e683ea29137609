using static TorchSharp.torch;
using TorchParameter = TorchSharp.Modules.Parameter;

namespace OptimizerDsl;

/// <inheritdoc/>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class BoundParameter<T> : BoundParameter
    where T : unmanaged
{
    private readonly nint _address;
    private readonly int _length;
    private readonly int[] _shape;
    private readonly ValuesMemory<T> _values;
    private readonly GradientMemory<T> _gradients;
    private readonly ZeroMemory _unread = new();
    private Tensor? _gradient;

    internal BoundParameter(string name, TorchParameter tensor)
        : base(name, tensor)
    {
        _address = TensorAddress.Of(tensor);
        _length = (int)tensor.NumberOfElements;
        _shape = Array.ConvertAll(tensor.shape, dimension => checked((int)dimension));
        _values = new ValuesMemory<T>(tensor, _address, _length);
        _gradients = new GradientMemory<T>(tensor, _length);
    }

    internal override nuint ByteLength => (nuint)_length * (nuint)sizeof(T);

    protected override Parameter Attach(ParameterSet parameters)
    {
        // A gradient that is still to come has no address, and a set wants to know that memory is not shared.
        _gradients.Lend(_length == 0 ? 0 : _unread.Take(ByteLength));
        return parameters.Attach(Name, _values.Memory, _gradients.Memory, _shape);
    }

    internal override bool Hold()
    {
        if (Tensor.IsInvalid)
        {
            throw new InvalidOperationException($"Parameter '{Name}' was disposed of since the optimizer was made, as it is when a module is moved to another type or device: make a new optimizer.");
        }

        if (TensorAddress.Of(Tensor) != _address || Tensor.NumberOfElements != _length)
        {
            throw new InvalidOperationException($"Parameter '{Name}' was given other memory since the optimizer was made: copy values into the old, or make a new optimizer.");
        }

        _gradient = Tensor.grad;
        if (_gradient is null)
        {
            return false;
        }

        string? problem = _gradient.is_sparse ? "is sparse: make the layer with sparse: false"
            : !_gradient.is_contiguous() ? "is not contiguous: set the parameter's grad to grad.contiguous()"
            : _gradient.dtype != Tensor.dtype || _gradient.NumberOfElements != _length ? $"has {_gradient.NumberOfElements} elements of {_gradient.dtype}, unlike the parameter"
            : null;
        if (problem is not null)
        {
            throw new InvalidOperationException($"The gradient of parameter '{Name}' {problem}.");
        }

        _gradients.Lend(TensorAddress.Of(_gradient));
        return true;
    }

    internal override void HoldZeros(nint zeros) => _gradients.Lend(zeros);

    internal override void Release()
    {
        _gradients.Return();
        _gradient?.Dispose();
        _gradient = null;
        _unread.Dispose();
    }
}
