namespace OptimizerDsl;

/// <summary>How <see cref="ElementType"/>, <see cref="ParameterPrecision"/> and the types of C# belong together.</summary>
internal static class ElementTypes
{
    /// <summary>The element type of float or double; null for any other type.</summary>
    internal static ElementType? Of<T>() =>
        typeof(T) == typeof(float) ? ElementType.Single : typeof(T) == typeof(double) ? ElementType.Double : null;

    internal static string Keyword(ElementType elementType) => elementType == ElementType.Single ? "float" : "double";

    /// <summary>The type of C# that lies in memory.</summary>
    internal static string Keyword(ElementType elementType, ParameterPrecision precision) => precision switch
    {
        ParameterPrecision.BFloat16 => nameof(BFloat16),
        ParameterPrecision.Half => nameof(Half),
        _ => Keyword(elementType),
    };

    /// <summary>Whether a type of C# is the one that lies in memory.</summary>
    internal static bool Lies<T>(ElementType elementType, ParameterPrecision precision) => precision switch
    {
        ParameterPrecision.BFloat16 => typeof(T) == typeof(BFloat16),
        ParameterPrecision.Half => typeof(T) == typeof(Half),
        _ => Of<T>() == elementType,
    };

    /// <summary>How a set is made that holds the type, for messages.</summary>
    internal static string SetOf(ElementType elementType, ParameterPrecision precision) =>
        precision == ParameterPrecision.Full ? $"new ParameterSet(ElementType.{elementType})" : $"new ParameterSet(ParameterPrecision.{precision})";
}
