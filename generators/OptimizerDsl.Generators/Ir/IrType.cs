namespace OptimizerDsl.Generators.Ir;

/// <summary>
/// The types of the language. Double, Long and Bool are uniform: one value for the whole step. Real and Mask are varying:
/// one value per parameter; a Mask is a condition on varying values.
/// </summary>
internal enum IrType
{
    Double,
    Long,
    Bool,
    Real,
    Mask,
}

internal static class IrTypes
{
    public static bool IsVarying(this IrType type) => type is IrType.Real or IrType.Mask;

    public static string Text(this IrType type) => type switch
    {
        IrType.Double => "double",
        IrType.Long => "long",
        IrType.Bool => "bool",
        IrType.Real => "real",
        _ => "mask",
    };

    public static IrType? Parse(string text) => text switch
    {
        "double" => IrType.Double,
        "long" => IrType.Long,
        "bool" => IrType.Bool,
        "real" => IrType.Real,
        "mask" => IrType.Mask,
        _ => null,
    };
}

/// <summary>The type in which varying values are stored and computed.</summary>
internal enum ElementType
{
    Single,
    Double,
}
