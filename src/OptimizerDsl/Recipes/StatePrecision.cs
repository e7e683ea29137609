namespace OptimizerDsl;

/// <summary>
/// How precisely the state of a recipe is stored between steps. Every step computes in <see cref="float"/>, and rounds what it
/// stores.
/// </summary>
public enum StatePrecision
{
    /// <summary>As it is computed: 4 bytes a value, and 8 in a recipe of <see cref="ElementType.Double"/>.</summary>
    Full,

    /// <summary>bfloat16: 2 bytes a value, with the range of <see cref="float"/> and a relative error of at most 2^-8, a half of that after rounding to the nearest.</summary>
    BFloat16,
}
