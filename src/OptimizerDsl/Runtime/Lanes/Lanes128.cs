using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <summary>The floating-point numbers of a vector of 128 bits.</summary>
/// <typeparam name="T">The number.</typeparam>
/// <typeparam name="TWord">The unsigned integer of its size.</typeparam>
internal readonly struct Lanes128<T, TWord>(Vector128<T> value) : ILanes<Lanes128<T, TWord>, Bits128<TWord>, T>
    where T : unmanaged
    where TWord : unmanaged
{
    internal readonly Vector128<T> Value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes128<T, TWord>(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TWord> operator +(Lanes128<T, TWord> a, Lanes128<T, TWord> b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TWord> operator -(Lanes128<T, TWord> a, Lanes128<T, TWord> b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TWord> operator *(Lanes128<T, TWord> a, Lanes128<T, TWord> b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TWord> operator /(Lanes128<T, TWord> a, Lanes128<T, TWord> b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128<TWord> operator <(Lanes128<T, TWord> a, Lanes128<T, TWord> b) =>
        new(Vector128.LessThan(a.Value, b.Value).As<T, TWord>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128<TWord> operator >(Lanes128<T, TWord> a, Lanes128<T, TWord> b) =>
        new(Vector128.GreaterThan(a.Value, b.Value).As<T, TWord>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128<TWord> AreEqual(Lanes128<T, TWord> a, Lanes128<T, TWord> b) =>
        new(Vector128.Equals(a.Value, b.Value).As<T, TWord>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TWord> Select(Bits128<TWord> mask, Lanes128<T, TWord> a, Lanes128<T, TWord> b) =>
        new(Vector128.ConditionalSelect(mask.Value.As<TWord, T>(), a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TWord> Sqrt(Lanes128<T, TWord> x) => new(Vector128.Sqrt(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits128<TWord> ToBits(Lanes128<T, TWord> x) => new(x.Value.As<T, TWord>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T, TWord> FromBits(Bits128<TWord> bits) => new(bits.Value.As<TWord, T>());
}
