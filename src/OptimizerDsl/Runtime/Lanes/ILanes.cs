namespace OptimizerDsl.Runtime;

/// <summary>
/// Floating-point numbers side by side, as many as a vector holds, or one: what <see cref="VaryingMath"/> and
/// <see cref="VaryingNoise"/> are written in, once for every width.
/// </summary>
/// <remarks>
/// Each operation here is exact by IEEE 754, or moves bits, so that a lane gives the same bits at every width and on every
/// machine. There is no fused multiply-add, no estimate, no minimum (they differ in zeros and NaN), no conversion from or to
/// integers (they differ out of range), and no call into the base library's functions.
/// </remarks>
/// <typeparam name="TSelf">The lanes.</typeparam>
/// <typeparam name="TBits">Lanes of unsigned integers of the same size.</typeparam>
/// <typeparam name="T">The number of one lane.</typeparam>
internal interface ILanes<TSelf, TBits, T>
    where TSelf : struct, ILanes<TSelf, TBits, T>
{
    /// <summary>The same number in each lane.</summary>
    static abstract implicit operator TSelf(T value);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>A mask; false when one is NaN.</summary>
    static abstract TBits operator <(TSelf a, TSelf b);

    /// <summary>A mask; false when one is NaN.</summary>
    static abstract TBits operator >(TSelf a, TSelf b);

    /// <summary>A mask; false when one is NaN.</summary>
    static abstract TBits AreEqual(TSelf a, TSelf b);

    /// <summary>a where the mask's bits are set, b where none is.</summary>
    static abstract TSelf Select(TBits mask, TSelf a, TSelf b);

    /// <summary>The square root, correctly rounded.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>The bits of each number.</summary>
    static abstract TBits ToBits(TSelf x);

    /// <summary>The numbers that have these bits.</summary>
    static abstract TSelf FromBits(TBits bits);
}
