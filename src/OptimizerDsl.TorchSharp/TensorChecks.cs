using TorchSharp;
using static TorchSharp.torch;

namespace OptimizerDsl;

/// <summary>What is wrong with a tensor that an optimizer is to step.</summary>
internal static class TensorChecks
{
    internal static ElementType? ElementTypeOf(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float32 => ElementType.Single,
        ScalarType.Float64 => ElementType.Double,
        _ => null,
    };

    /// <summary>Throws unless the tensor can be stepped where it is.</summary>
    /// <param name="recipe">The recipe's name, for messages.</param>
    /// <param name="elementType">What the recipe steps.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="ArgumentException">It cannot.</exception>
    internal static void Check(string recipe, ElementType elementType, string name, Tensor tensor)
    {
        if (Problem(recipe, elementType, tensor) is { } problem)
        {
            throw new ArgumentException($"Parameter '{name}' {problem}", "parameters");
        }
    }

    private static string? Problem(string recipe, ElementType elementType, Tensor tensor) =>
        tensor is null ? "is null."
        : tensor.IsInvalid ? "was disposed of; modules replace their parameters when they are moved, so make the optimizer after that."
        : tensor.device_type != DeviceType.CPU ? $"lies on {tensor.device}, and kernels run on the CPU: call module.cpu() first."
        : ElementTypeOf(tensor) is not { } own ? $"is of {tensor.dtype}; {recipe} steps {Wanted(elementType)}."
        : own != elementType ? $"is of {tensor.dtype}, but {recipe} steps {Wanted(elementType)}, or say [Optimizer(ElementType = ElementType.{own})]."
        : tensor.is_sparse ? "is sparse; call to_dense() before it becomes a parameter."
        : !tensor.is_contiguous() ? $"is not contiguous (strides {string.Join(", ", tensor.stride())}); make the parameter of tensor.contiguous()."
        : !tensor.requires_grad ? "does not require a gradient, so it is not trained: leave it out, or set requires_grad."
        : !tensor.is_leaf ? "is the result of a computation, to which backward gives no gradient: make the parameter of tensor.detach()."
        : tensor.NumberOfElements > LargestLength(elementType) ? $"has {tensor.NumberOfElements} elements; one tensor has at most {LargestLength(elementType)} of them, which is 2 GiB. Split it."
        : null;

    // The spans of TorchSharp count bytes in an int.
    private static long LargestLength(ElementType elementType) => int.MaxValue / (elementType == ElementType.Single ? sizeof(float) : sizeof(double));

    private static string Wanted(ElementType elementType)
    {
        ScalarType wanted = elementType == ElementType.Single ? ScalarType.Float32 : ScalarType.Float64;
        return $"{wanted}: call module.to({wanted}) first";
    }
}
