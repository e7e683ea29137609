using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <summary>The floating-point numbers of a vector of 512 bits.</summary>
/// <typeparam name="T">The number.</typeparam>
/// <typeparam name="TWord">The unsigned integer of its size.</typeparam>
internal readonly struct Lanes512<T, TWord>(Vector512<T> value) : ILanes<Lanes512<T, TWord>, Bits512<TWord>, T>
    where T : unmanaged
    where TWord : unmanaged
{
    internal readonly Vector512<T> Value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes512<T, TWord>(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TWord> operator +(Lanes512<T, TWord> a, Lanes512<T, TWord> b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TWord> operator -(Lanes512<T, TWord> a, Lanes512<T, TWord> b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TWord> operator *(Lanes512<T, TWord> a, Lanes512<T, TWord> b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TWord> operator /(Lanes512<T, TWord> a, Lanes512<T, TWord> b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<TWord> operator <(Lanes512<T, TWord> a, Lanes512<T, TWord> b) =>
        new(Vector512.LessThan(a.Value, b.Value).As<T, TWord>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<TWord> operator >(Lanes512<T, TWord> a, Lanes512<T, TWord> b) =>
        new(Vector512.GreaterThan(a.Value, b.Value).As<T, TWord>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<TWord> AreEqual(Lanes512<T, TWord> a, Lanes512<T, TWord> b) =>
        new(Vector512.Equals(a.Value, b.Value).As<T, TWord>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TWord> Select(Bits512<TWord> mask, Lanes512<T, TWord> a, Lanes512<T, TWord> b) =>
        new(Vector512.ConditionalSelect(mask.Value.As<TWord, T>(), a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TWord> Sqrt(Lanes512<T, TWord> x) => new(Vector512.Sqrt(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<TWord> ToBits(Lanes512<T, TWord> x) => new(x.Value.As<T, TWord>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T, TWord> FromBits(Bits512<TWord> bits) => new(bits.Value.As<TWord, T>());
}
