using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <content>Stores that round at random: as many of 65536 words lead to the upper neighbour as the value is nearer to it than to the lower.</content>
public static partial class BFloat16Storage
{
    /// <summary>Stores an element, rounded by a random word.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="word">The word, of which the upper half counts.</param>
    /// <param name="target">The first stored element.</param>
    /// <param name="i">The element, or the one of the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStochastic(float value, uint word, ref ushort target, nuint i) => Unsafe.Add(ref target, i) = (ushort)Cut(value, word >> Shift);

    /// <inheritdoc cref="StoreStochastic(float, uint, ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStochastic128(Vector128<float> value, Vector128<uint> word, ref ushort target, nuint i) =>
        Narrow(Cut(value, word >>> Shift)).StoreUnsafe(ref target, i);

    /// <inheritdoc cref="StoreStochastic(float, uint, ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStochastic256(Vector256<float> value, Vector256<uint> word, ref ushort target, nuint i) =>
        Narrow(Cut(value, word >>> Shift)).StoreUnsafe(ref target, i);

    /// <inheritdoc cref="StoreStochastic(float, uint, ref ushort, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStochastic512(Vector512<float> value, Vector512<uint> word, ref ushort target, nuint i) =>
        Narrow(Cut(value, word >>> Shift)).StoreUnsafe(ref target, i);
}
