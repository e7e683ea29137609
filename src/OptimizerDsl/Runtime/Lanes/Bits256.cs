using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <summary>The unsigned integers of a vector of 256 bits.</summary>
/// <typeparam name="TWord">The integer.</typeparam>
internal readonly struct Bits256<TWord>(Vector256<TWord> value) : IBitLanes<Bits256<TWord>, TWord>
    where TWord : unmanaged
{
    internal readonly Vector256<TWord> Value = value;

    public static Bits256<TWord> Ramp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<TWord>.Indices);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Bits256<TWord>(TWord word) => new(Vector256.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<TWord> operator +(Bits256<TWord> a, Bits256<TWord> b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<TWord> operator -(Bits256<TWord> a, Bits256<TWord> b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<TWord> operator &(Bits256<TWord> a, Bits256<TWord> b) => new(a.Value & b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<TWord> operator |(Bits256<TWord> a, Bits256<TWord> b) => new(a.Value | b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<TWord> operator ^(Bits256<TWord> a, Bits256<TWord> b) => new(a.Value ^ b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<TWord> operator ~(Bits256<TWord> a) => new(~a.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<TWord> operator <<(Bits256<TWord> a, int count) => new(a.Value << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<TWord> operator >>>(Bits256<TWord> a, int count) => new(a.Value >>> count);
}
