using System.Numerics;
using System.Runtime.CompilerServices;

namespace OptimizerDsl.Runtime;

/// <summary>One unsigned integer, as the scalar method and the tails of loops have it.</summary>
/// <typeparam name="TWord">The integer.</typeparam>
internal readonly struct Bits1<TWord>(TWord value) : IBitLanes<Bits1<TWord>, TWord>
    where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
{
    internal readonly TWord Value = value;

    public static Bits1<TWord> Ramp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Bits1<TWord>(TWord word) => new(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1<TWord> operator +(Bits1<TWord> a, Bits1<TWord> b) => new(unchecked(a.Value + b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1<TWord> operator -(Bits1<TWord> a, Bits1<TWord> b) => new(unchecked(a.Value - b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1<TWord> operator &(Bits1<TWord> a, Bits1<TWord> b) => new(a.Value & b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1<TWord> operator |(Bits1<TWord> a, Bits1<TWord> b) => new(a.Value | b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1<TWord> operator ^(Bits1<TWord> a, Bits1<TWord> b) => new(a.Value ^ b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1<TWord> operator ~(Bits1<TWord> a) => new(~a.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1<TWord> operator <<(Bits1<TWord> a, int count) => new(a.Value << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1<TWord> operator >>>(Bits1<TWord> a, int count) => new(a.Value >>> count);
}
