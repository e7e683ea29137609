using System.Diagnostics.CodeAnalysis;

namespace OptimizerDsl.Runtime;

/// <summary>
/// Unsigned integers side by side, as many as a vector holds, or one: what <see cref="VaryingMath"/> and
/// <see cref="VaryingNoise"/> are written in, once for every width. A mask is such a number with all bits set, or none.
/// </summary>
/// <typeparam name="TSelf">The lanes.</typeparam>
/// <typeparam name="TWord">The integer of one lane.</typeparam>
internal interface IBitLanes<TSelf, TWord>
    where TSelf : struct, IBitLanes<TSelf, TWord>
{
    /// <summary>The same word in each lane.</summary>
    static abstract implicit operator TSelf(TWord word);

    /// <summary>0, 1, 2 and so on: the number of each lane.</summary>
    static abstract TSelf Ramp { get; }

    /// <summary>The sum, modulo the word.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>The difference, modulo the word.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator &(TSelf a, TSelf b);

    static abstract TSelf operator |(TSelf a, TSelf b);

    static abstract TSelf operator ^(TSelf a, TSelf b);

    static abstract TSelf operator ~(TSelf a);

    static abstract TSelf operator <<(TSelf a, int count);

    /// <summary>The shift that fills up with zeros.</summary>
    static abstract TSelf operator >>>(TSelf a, int count);

    /// <summary>The rotation of words of 32 bits.</summary>
    static virtual TSelf RotateLeft32(TSelf a, [ConstantExpected] byte count) => (a << count) | (a >>> (32 - count));
}
