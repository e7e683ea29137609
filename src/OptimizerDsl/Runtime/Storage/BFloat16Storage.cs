using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OptimizerDsl.Runtime;

/// <summary>
/// Loads and stores of <see cref="float"/> as bfloat16, its upper half. Stores round to the nearest, ties to even; where random
/// bits come along, they round up as often as the value lies near to the upper neighbour. Integer arithmetic does both, so
/// that all widths give the same bits.
/// </summary>
/// <remarks>Infinities stay, what rounds beyond the largest value becomes one, and what is not a number stays so.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class BFloat16Storage
{
    private const int Shift = 16;
    private const uint BelowHalf = 0x7FFF;
    private const uint Quiet = 0x40;

    /// <summary>Loads an element.</summary>
    /// <param name="source">The first stored element.</param>
    /// <param name="i">The element, or the one of the first lane.</param>
    /// <returns>Its value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(ref ushort source, nuint i) => BitConverter.UInt32BitsToSingle((uint)Unsafe.Add(ref source, i) << Shift);

    /// <inheritdoc cref="Load(ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load128(ref ushort source, nuint i) =>
        (Vector128.WidenLower(Vector64.LoadUnsafe(ref source, i).ToVector128Unsafe()) << Shift).AsSingle();

    /// <inheritdoc cref="Load(ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load256(ref ushort source, nuint i) =>
        (Vector256.WidenLower(Vector128.LoadUnsafe(ref source, i).ToVector256Unsafe()) << Shift).AsSingle();

    /// <inheritdoc cref="Load(ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load512(ref ushort source, nuint i) =>
        (Vector512.WidenLower(Vector256.LoadUnsafe(ref source, i).ToVector512Unsafe()) << Shift).AsSingle();

    /// <summary>Stores an element.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="target">The first stored element.</param>
    /// <param name="i">The element, or the one of the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float value, ref ushort target, nuint i) => Unsafe.Add(ref target, i) = (ushort)Rounded(value);

    /// <inheritdoc cref="Store(float, ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store128(Vector128<float> value, ref ushort target, nuint i) => Narrow(Rounded(value)).StoreUnsafe(ref target, i);

    /// <inheritdoc cref="Store(float, ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store256(Vector256<float> value, ref ushort target, nuint i) => Narrow(Rounded(value)).StoreUnsafe(ref target, i);

    /// <inheritdoc cref="Store(float, ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store512(Vector512<float> value, ref ushort target, nuint i) => Narrow(Rounded(value)).StoreUnsafe(ref target, i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector64<ushort> Narrow(Vector128<uint> stored) => Vector128.Narrow(stored, stored).GetLower();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Narrow(Vector256<uint> stored) => Vector256.Narrow(stored, stored).GetLower();

    // One instruction, where Narrow of the vector library takes one for each half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Narrow(Vector512<uint> stored) =>
        Avx512F.IsSupported ? Avx512F.ConvertToVector256UInt16(stored) : Vector512.Narrow(stored, stored).GetLower();

    // Half of the lower part, less one where the upper part is even: a tie then stays there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Rounded(float value) => Cut(value, BelowHalf + ((BitConverter.SingleToUInt32Bits(value) >> Shift) & 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Rounded(Vector128<float> value) =>
        Cut(value, Vector128.Create(BelowHalf) + ((value.AsUInt32() >>> Shift) & Vector128.Create(1u)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rounded(Vector256<float> value) =>
        Cut(value, Vector256.Create(BelowHalf) + ((value.AsUInt32() >>> Shift) & Vector256.Create(1u)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Rounded(Vector512<float> value) =>
        Cut(value, Vector512.Create(BelowHalf) + ((value.AsUInt32() >>> Shift) & Vector512.Create(1u)));

    /// <summary>The upper part, after something was added to the whole; what is not a number stays so whatever is added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Cut(float value, uint added)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (bits >> Shift) | Quiet : (bits + added) >> Shift;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Cut(Vector128<float> value, Vector128<uint> added)
    {
        Vector128<uint> bits = value.AsUInt32();
        return Vector128.ConditionalSelect(Vector128.Equals(value, value).AsUInt32(), (bits + added) >>> Shift, (bits >>> Shift) | Vector128.Create(Quiet));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Cut(Vector256<float> value, Vector256<uint> added)
    {
        Vector256<uint> bits = value.AsUInt32();
        return Vector256.ConditionalSelect(Vector256.Equals(value, value).AsUInt32(), (bits + added) >>> Shift, (bits >>> Shift) | Vector256.Create(Quiet));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Cut(Vector512<float> value, Vector512<uint> added)
    {
        Vector512<uint> bits = value.AsUInt32();
        return Vector512.ConditionalSelect(Vector512.Equals(value, value).AsUInt32(), (bits + added) >>> Shift, (bits >>> Shift) | Vector512.Create(Quiet));
    }
}
