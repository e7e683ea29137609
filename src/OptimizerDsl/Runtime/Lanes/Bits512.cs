using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OptimizerDsl.Runtime;

/// <summary>The unsigned integers of a vector of 512 bits.</summary>
/// <typeparam name="TWord">The integer.</typeparam>
internal readonly struct Bits512<TWord>(Vector512<TWord> value) : IBitLanes<Bits512<TWord>, TWord>
    where TWord : unmanaged
{
    internal readonly Vector512<TWord> Value = value;

    public static Bits512<TWord> Ramp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<TWord>.Indices);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Bits512<TWord>(TWord word) => new(Vector512.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<TWord> operator +(Bits512<TWord> a, Bits512<TWord> b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<TWord> operator -(Bits512<TWord> a, Bits512<TWord> b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<TWord> operator &(Bits512<TWord> a, Bits512<TWord> b) => new(a.Value & b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<TWord> operator |(Bits512<TWord> a, Bits512<TWord> b) => new(a.Value | b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<TWord> operator ^(Bits512<TWord> a, Bits512<TWord> b) => new(a.Value ^ b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<TWord> operator ~(Bits512<TWord> a) => new(~a.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<TWord> operator <<(Bits512<TWord> a, int count) => new(a.Value << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<TWord> operator >>>(Bits512<TWord> a, int count) => new(a.Value >>> count);

    // One instruction for three, which the JIT compiler does not see by itself. Where it exists, kernels use this width.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<TWord> RotateLeft32(Bits512<TWord> a, [ConstantExpected] byte count) => Avx512F.IsSupported
        ? new(Avx512F.RotateLeft(a.Value.AsUInt32(), count).As<uint, TWord>())
        : (a << count) | (a >>> (32 - count));
}
