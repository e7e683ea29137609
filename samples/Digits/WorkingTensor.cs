using System.Numerics.Tensors;
using OptimizerDsl;

namespace Digits;

/// <summary>
/// A parameter as the network computes with it: in float. Where the model's memory holds 16 bits, that is a copy, into which
/// values are widened and from which gradients are rounded.
/// </summary>
internal sealed class WorkingTensor
{
    private readonly Parameter _parameter;
    private readonly ParameterPrecision _precision;
    private readonly float[] _values;
    private readonly float[] _gradients;

    public WorkingTensor(Parameter parameter, ParameterPrecision precision)
    {
        (_parameter, _precision) = (parameter, precision);
        int copied = precision == ParameterPrecision.Full ? 0 : parameter.Length;
        (_values, _gradients) = (new float[copied], new float[copied]);
    }

    public Span<float> Values => _precision == ParameterPrecision.Full ? _parameter.Values : _values;

    public Span<float> Gradients => _precision == ParameterPrecision.Full ? _parameter.Gradients : _gradients;

    /// <summary>Takes the values from the model's memory.</summary>
    public void LoadValues()
    {
        if (_precision == ParameterPrecision.Half)
            TensorPrimitives.ConvertToSingle(_parameter.ValuesAs<Half>(), _values);
        else if (_precision == ParameterPrecision.BFloat16)
            Widen(_parameter.ValuesAs<BFloat16>(), _values);
    }

    /// <summary>Puts the values into the model's memory.</summary>
    public void StoreValues()
    {
        if (_precision == ParameterPrecision.Half)
            TensorPrimitives.ConvertToHalf(_values, _parameter.ValuesAs<Half>());
        else if (_precision == ParameterPrecision.BFloat16)
            Round(_values, _parameter.ValuesAs<BFloat16>());
    }

    /// <summary>Puts the gradients into the model's memory.</summary>
    public void StoreGradients()
    {
        if (_precision == ParameterPrecision.Half)
            TensorPrimitives.ConvertToHalf(_gradients, _parameter.GradientsAs<Half>());
        else if (_precision == ParameterPrecision.BFloat16)
            Round(_gradients, _parameter.GradientsAs<BFloat16>());
    }

    private static void Widen(ReadOnlySpan<BFloat16> source, Span<float> target)
    {
        for (int i = 0; i < source.Length; i++)
            target[i] = (float)source[i];
    }

    private static void Round(ReadOnlySpan<float> source, Span<BFloat16> target)
    {
        for (int i = 0; i < source.Length; i++)
            target[i] = (BFloat16)source[i];
    }
}
