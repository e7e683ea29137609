namespace OptimizerDsl;

/// <summary>How <see cref="ElementType"/> and the types of C# belong together.</summary>
internal static class ElementTypes
{
    /// <summary>The element type of float or double; null for any other type.</summary>
    internal static ElementType? Of<T>() =>
        typeof(T) == typeof(float) ? ElementType.Single : typeof(T) == typeof(double) ? ElementType.Double : null;

    internal static string Keyword(ElementType elementType) => elementType == ElementType.Single ? "float" : "double";
}
