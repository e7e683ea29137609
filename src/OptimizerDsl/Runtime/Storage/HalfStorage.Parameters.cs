using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <content>
/// Parameters of 16 bits, of which the optimizer keeps a copy in full. Where the parameter is the copy rounded, the copy counts;
/// where it has other bits, somebody else has written it since, and it counts itself.
/// </content>
public static partial class HalfStorage
{
    /// <summary>Loads a parameter.</summary>
    /// <param name="source">The first parameter.</param>
    /// <param name="master">The first of the copies in full.</param>
    /// <param name="i">The element, or the one of the first lane.</param>
    /// <returns>Its value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadParameter(ref ushort source, ref float master, nuint i)
    {
        float full = Unsafe.Add(ref master, i);
        return (ushort)Rounded(full) == Unsafe.Add(ref source, i) ? full : Load(ref source, i);
    }

    /// <inheritdoc cref="LoadParameter(ref ushort, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadParameter128(ref ushort source, ref float master, nuint i)
    {
        Vector128<uint> stored = Words128(ref source, i);
        Vector128<float> full = Vector128.LoadUnsafe(ref master, i);
        return Vector128.ConditionalSelect(Vector128.Equals(Rounded(full), stored).AsSingle(), full, Widened(stored));
    }

    /// <inheritdoc cref="LoadParameter(ref ushort, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadParameter256(ref ushort source, ref float master, nuint i)
    {
        Vector256<uint> stored = Words256(ref source, i);
        Vector256<float> full = Vector256.LoadUnsafe(ref master, i);
        return Vector256.ConditionalSelect(Vector256.Equals(Rounded(full), stored).AsSingle(), full, Widened(stored));
    }

    /// <inheritdoc cref="LoadParameter(ref ushort, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadParameter512(ref ushort source, ref float master, nuint i)
    {
        Vector512<uint> stored = Words512(ref source, i);
        Vector512<float> full = Vector512.LoadUnsafe(ref master, i);
        return Vector512.ConditionalSelect(Vector512.Equals(Rounded(full), stored).AsSingle(), full, Widened(stored));
    }

    /// <summary>Stores a parameter, and its copy.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="target">The first parameter.</param>
    /// <param name="master">The first of the copies in full.</param>
    /// <param name="i">The element, or the one of the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreParameter(float value, ref ushort target, ref float master, nuint i)
    {
        Unsafe.Add(ref master, i) = value;
        Store(value, ref target, i);
    }

    /// <inheritdoc cref="StoreParameter(float, ref ushort, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreParameter128(Vector128<float> value, ref ushort target, ref float master, nuint i)
    {
        value.StoreUnsafe(ref master, i);
        Store128(value, ref target, i);
    }

    /// <inheritdoc cref="StoreParameter(float, ref ushort, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreParameter256(Vector256<float> value, ref ushort target, ref float master, nuint i)
    {
        value.StoreUnsafe(ref master, i);
        Store256(value, ref target, i);
    }

    /// <inheritdoc cref="StoreParameter(float, ref ushort, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreParameter512(Vector512<float> value, ref ushort target, ref float master, nuint i)
    {
        value.StoreUnsafe(ref master, i);
        Store512(value, ref target, i);
    }
}
