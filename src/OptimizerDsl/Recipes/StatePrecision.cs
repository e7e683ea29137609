namespace OptimizerDsl;

/// <summary>
/// How precisely the state of a recipe is stored between steps. Every step computes in <see cref="float"/>, and rounds what it
/// stores.
/// </summary>
public enum StatePrecision
{
    /// <summary>As it is computed: 4 bytes a value, and 8 in a recipe of <see cref="ElementType.Double"/>.</summary>
    Full,

    /// <summary>bfloat16: 2 bytes a value, with the range of <see cref="float"/> and a relative error of at most 2^-8.</summary>
    BFloat16,

    /// <summary>
    /// 8 bits a value and a <see cref="float"/> for every 64 values of a tensor, their largest magnitude: 1.0625 bytes. Of any
    /// other value the relative error is at most 0.071, down to nearly 2^-16 of the largest, below which a value becomes
    /// zero. State that is never negative, as the compiler can prove of sums of squares, reaches down to nearly 2^-32 of it,
    /// and never becomes zero.
    /// </summary>
    Block8,
}
