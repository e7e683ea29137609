using System.Numerics;
using System.Runtime.CompilerServices;

namespace OptimizerDsl.Runtime;

/// <summary>One floating-point number, as the scalar method and the tails of loops have it.</summary>
/// <typeparam name="T">The number.</typeparam>
/// <typeparam name="TWord">The unsigned integer of its size.</typeparam>
internal readonly struct Lanes1<T, TWord>(T value) : ILanes<Lanes1<T, TWord>, Bits1<TWord>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
{
    internal readonly T Value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes1<T, TWord>(T value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T, TWord> operator +(Lanes1<T, TWord> a, Lanes1<T, TWord> b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T, TWord> operator -(Lanes1<T, TWord> a, Lanes1<T, TWord> b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T, TWord> operator *(Lanes1<T, TWord> a, Lanes1<T, TWord> b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T, TWord> operator /(Lanes1<T, TWord> a, Lanes1<T, TWord> b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1<TWord> operator <(Lanes1<T, TWord> a, Lanes1<T, TWord> b) => Mask(a.Value < b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1<TWord> operator >(Lanes1<T, TWord> a, Lanes1<T, TWord> b) => Mask(a.Value > b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1<TWord> AreEqual(Lanes1<T, TWord> a, Lanes1<T, TWord> b) => Mask(a.Value == b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T, TWord> Select(Bits1<TWord> mask, Lanes1<T, TWord> a, Lanes1<T, TWord> b) => mask.Value != TWord.Zero ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T, TWord> Sqrt(Lanes1<T, TWord> x) => new(T.Sqrt(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits1<TWord> ToBits(Lanes1<T, TWord> x) => new(Unsafe.BitCast<T, TWord>(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T, TWord> FromBits(Bits1<TWord> bits) => new(Unsafe.BitCast<TWord, T>(bits.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Bits1<TWord> Mask(bool condition) => new(condition ? TWord.AllBitsSet : TWord.Zero);
}
