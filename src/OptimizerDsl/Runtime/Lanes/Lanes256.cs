using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <summary>The floating-point numbers of a vector of 256 bits.</summary>
/// <typeparam name="T">The number.</typeparam>
/// <typeparam name="TWord">The unsigned integer of its size.</typeparam>
internal readonly struct Lanes256<T, TWord>(Vector256<T> value) : ILanes<Lanes256<T, TWord>, Bits256<TWord>, T>
    where T : unmanaged
    where TWord : unmanaged
{
    internal readonly Vector256<T> Value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes256<T, TWord>(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TWord> operator +(Lanes256<T, TWord> a, Lanes256<T, TWord> b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TWord> operator -(Lanes256<T, TWord> a, Lanes256<T, TWord> b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TWord> operator *(Lanes256<T, TWord> a, Lanes256<T, TWord> b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TWord> operator /(Lanes256<T, TWord> a, Lanes256<T, TWord> b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<TWord> operator <(Lanes256<T, TWord> a, Lanes256<T, TWord> b) =>
        new(Vector256.LessThan(a.Value, b.Value).As<T, TWord>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<TWord> operator >(Lanes256<T, TWord> a, Lanes256<T, TWord> b) =>
        new(Vector256.GreaterThan(a.Value, b.Value).As<T, TWord>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<TWord> AreEqual(Lanes256<T, TWord> a, Lanes256<T, TWord> b) =>
        new(Vector256.Equals(a.Value, b.Value).As<T, TWord>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TWord> Select(Bits256<TWord> mask, Lanes256<T, TWord> a, Lanes256<T, TWord> b) =>
        new(Vector256.ConditionalSelect(mask.Value.As<TWord, T>(), a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TWord> Sqrt(Lanes256<T, TWord> x) => new(Vector256.Sqrt(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<TWord> ToBits(Lanes256<T, TWord> x) => new(x.Value.As<T, TWord>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T, TWord> FromBits(Bits256<TWord> bits) => new(bits.Value.As<TWord, T>());
}
