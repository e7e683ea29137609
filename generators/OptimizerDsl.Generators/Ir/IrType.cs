namespace OptimizerDsl.Generators.Ir;

/// <summary>
/// The types of the language. Double, Long and Bool are uniform: one value for the whole step. Real and Mask are varying:
/// one value per parameter; a Mask is a condition on varying values. Arrays are hyperparameters only.
/// </summary>
internal enum IrType
{
    Double,
    Long,
    Bool,
    Real,
    Mask,
    DoubleArray,
    LongArray,
}

internal static class IrTypes
{
    /// <summary>The type of an array's items; null where the type is no array.</summary>
    public static IrType? ItemType(this IrType type) => type switch
    {
        IrType.DoubleArray => IrType.Double,
        IrType.LongArray => IrType.Long,
        _ => null,
    };

    public static bool IsVarying(this IrType type) => type is IrType.Real or IrType.Mask;

    public static string Text(this IrType type) => type switch
    {
        IrType.Double => "double",
        IrType.Long => "long",
        IrType.Bool => "bool",
        IrType.Real => "real",
        IrType.Mask => "mask",
        IrType.DoubleArray => "double[]",
        _ => "long[]",
    };

    public static IrType? Parse(string text) => text switch
    {
        "double" => IrType.Double,
        "long" => IrType.Long,
        "bool" => IrType.Bool,
        "real" => IrType.Real,
        "mask" => IrType.Mask,
        "double[]" => IrType.DoubleArray,
        "long[]" => IrType.LongArray,
        _ => null,
    };
}

/// <summary>How precisely a state is stored, from the most precise down; the library's StatePrecision.</summary>
internal enum StatePrecision
{
    Full,
    BFloat16,
    Block8,
}

/// <summary>How precisely parameters and gradients lie in memory; the library's ParameterPrecision.</summary>
internal enum ParameterPrecision
{
    Full,
    BFloat16,
    Half,
}

/// <summary>The type in which varying values are stored and computed.</summary>
internal enum ElementType
{
    Single,
    Double,
}
