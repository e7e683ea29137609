using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>How a state buffer lies in memory; the compiler decides it from the recipe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum StateFormat
{
    /// <summary>In the type of the arithmetic: <see cref="float"/>, or <see cref="double"/> in a recipe of that element type.</summary>
    Full,

    /// <summary>The upper 16 bits of a <see cref="float"/>.</summary>
    BFloat16,

    /// <summary>Blocks of 8 bits a value, with a sign.</summary>
    Block8Signed,

    /// <summary>Blocks of 8 bits a value, for values that are never negative.</summary>
    Block8Unsigned,
}
