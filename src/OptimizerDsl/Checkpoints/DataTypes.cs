namespace OptimizerDsl.Checkpoints;

/// <summary>How the safetensors format calls the types of elements.</summary>
internal static class DataTypes
{
    internal const string Single = "F32";
    internal const string Double = "F64";
    internal const string Half = "F16";
    internal const string Brain = "BF16";
    internal const string Byte = "U8";
    internal const string Long = "I64";

    /// <summary>The name of a type of C#.</summary>
    internal static string Of<T>() =>
        typeof(T) == typeof(float) ? Single
        : typeof(T) == typeof(double) ? Double
        : typeof(T) == typeof(Half) ? Half

        // State of bfloat16 lies in memory as unsigned integers.
        : typeof(T) == typeof(BFloat16) || typeof(T) == typeof(ushort) ? Brain
        : typeof(T) == typeof(byte) ? Byte
        : throw new NotSupportedException($"Checkpoints have no name for elements of type {typeof(T).Name}.");

    /// <summary>The bytes of one element; 0 for a type that nobody here knows.</summary>
    internal static int SizeOf(string type) => type switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "U8" or "I8" or "BOOL" or "F8_E4M3" or "F8_E5M2" => 1,
        _ => 0,
    };
}
