using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <summary>The unsigned integers of a vector of 128 bits.</summary>
/// <typeparam name="TWord">The integer.</typeparam>
internal readonly struct Bits128<TWord>(Vector128<TWord> value) : IBitLanes<Bits128<TWord>, TWord>
    where TWord : unmanaged
{
    internal readonly Vector128<TWord> Value = value;

    public static Bits128<TWord> Ramp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<TWord>.Indices);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Bits128<TWord>(TWord word) => new(Vector128.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128<TWord> operator +(Bits128<TWord> a, Bits128<TWord> b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128<TWord> operator -(Bits128<TWord> a, Bits128<TWord> b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128<TWord> operator &(Bits128<TWord> a, Bits128<TWord> b) => new(a.Value & b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128<TWord> operator |(Bits128<TWord> a, Bits128<TWord> b) => new(a.Value | b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128<TWord> operator ^(Bits128<TWord> a, Bits128<TWord> b) => new(a.Value ^ b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128<TWord> operator ~(Bits128<TWord> a) => new(~a.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128<TWord> operator <<(Bits128<TWord> a, int count) => new(a.Value << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128<TWord> operator >>>(Bits128<TWord> a, int count) => new(a.Value >>> count);
}
