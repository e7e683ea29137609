using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OptimizerDsl.Runtime;

/// <summary>
/// Loads and stores of <see cref="float"/> as <see cref="Half"/>. Stores round to the nearest, ties to even. The arithmetic is
/// that of integers and of exact or once rounded floats, so that all widths give the same bits.
/// </summary>
/// <remarks>Infinities stay, what rounds beyond 65,504 becomes one, and what is not a number stays so.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class HalfStorage
{
    /// <summary>Loads an element.</summary>
    /// <param name="source">The first stored element.</param>
    /// <param name="i">The element, or the one of the first lane.</param>
    /// <returns>Its value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(ref ushort source, nuint i) => Widened(Unsafe.Add(ref source, i));

    /// <inheritdoc cref="Load(ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load128(ref ushort source, nuint i) => Widened(Words128(ref source, i));

    /// <inheritdoc cref="Load(ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load256(ref ushort source, nuint i) => Widened(Words256(ref source, i));

    /// <inheritdoc cref="Load(ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load512(ref ushort source, nuint i) => Widened(Words512(ref source, i));

    /// <summary>Stores an element.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="target">The first stored element.</param>
    /// <param name="i">The element, or the one of the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float value, ref ushort target, nuint i) => Unsafe.Add(ref target, i) = (ushort)Rounded(value);

    /// <inheritdoc cref="Store(float, ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store128(Vector128<float> value, ref ushort target, nuint i)
    {
        Vector128<uint> stored = Rounded(value);
        Vector128.Narrow(stored, stored).GetLower().StoreUnsafe(ref target, i);
    }

    /// <inheritdoc cref="Store(float, ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store256(Vector256<float> value, ref ushort target, nuint i)
    {
        Vector256<uint> stored = Rounded(value);
        Vector256.Narrow(stored, stored).GetLower().StoreUnsafe(ref target, i);
    }

    /// <inheritdoc cref="Store(float, ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store512(Vector512<float> value, ref ushort target, nuint i)
    {
        Vector512<uint> stored = Rounded(value);
        (Avx512F.IsSupported ? Avx512F.ConvertToVector256UInt16(stored) : Vector512.Narrow(stored, stored).GetLower()).StoreUnsafe(ref target, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Words128(ref ushort source, nuint i) => Vector128.WidenLower(Vector64.LoadUnsafe(ref source, i).ToVector128Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Words256(ref ushort source, nuint i) => Vector256.WidenLower(Vector128.LoadUnsafe(ref source, i).ToVector256Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Words512(ref ushort source, nuint i) => Vector512.WidenLower(Vector256.LoadUnsafe(ref source, i).ToVector512Unsafe());
}
