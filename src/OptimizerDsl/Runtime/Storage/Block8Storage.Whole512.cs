using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OptimizerDsl.Runtime;

/// <content>
/// Whole blocks in vectors of 512 bits, of which a block's values take four: a kernel keeps them in registers until the largest
/// is known. A narrower kernel has too few registers and leaves its values aside.
/// </content>
public static partial class Block8Storage
{
    /// <summary>Loads 16 elements of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The first of them: 0, 16, 32 or 48.</param>
    /// <param name="isSigned">Whether codes have a sign.</param>
    /// <returns>Their values.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadOfBlock512(ref byte block, nuint offset, bool isSigned) =>
        Decode(Codes512(ref block, offset, isSigned), Vector512.Create(LowestOf(ref block)), isSigned);

    /// <summary>What rounding to the nearest looks at of 32 elements: the upper half of each value.</summary>
    /// <param name="first">The values of 16 elements.</param>
    /// <param name="second">Those of the 16 behind them.</param>
    /// <returns>The upper halves, in order.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> UpperHalves512(Vector512<float> first, Vector512<float> second) => UpperHalves(first.AsUInt32(), second.AsUInt32());

    /// <summary>The largest magnitudes of a block, in 16 groups.</summary>
    /// <param name="first">The values from 0 on.</param>
    /// <param name="second">The values from 16 on.</param>
    /// <param name="third">The values from 32 on.</param>
    /// <param name="fourth">The values from 48 on.</param>
    /// <returns>The bits of the largest magnitude in each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> LargestOf512(Vector512<float> first, Vector512<float> second, Vector512<float> third, Vector512<float> fourth)
    {
        Vector512<uint> magnitudes = Vector512.Create(Block8.Magnitude);
        return Vector512.Max(
            Vector512.Max(first.AsUInt32() & magnitudes, second.AsUInt32() & magnitudes),
            Vector512.Max(third.AsUInt32() & magnitudes, fourth.AsUInt32() & magnitudes));
    }

    /// <summary>Where a block's scale begins. No branch, so that what follows can be computed meanwhile.</summary>
    /// <param name="largest">What <see cref="LargestOf512"/> answered.</param>
    /// <param name="isSigned">Whether codes have a sign.</param>
    /// <returns>Its bits, in all lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> LowestOf512(Vector512<uint> largest, bool isSigned)
    {
        Vector128<uint> top = Vector128.Create((isSigned ? Block8.SignedTop : Block8.UnsignedTop) << Block8.Shift);
        Vector256<uint> half = Vector256.Max(largest.GetLower(), largest.GetUpper());
        Vector128<uint> all = Vector128.Min(LargestOf(Vector128.Max(half.GetLower(), half.GetUpper())), Vector128.Create(Block8.NotANumber));
        return Vector128.Max(all, top) - top;
    }

    /// <summary>Stores all elements of a block, rounded to the nearest. It needs AVX-512.</summary>
    /// <param name="lower">The upper halves of the values from 0 on.</param>
    /// <param name="upper">The upper halves of the values from 32 on.</param>
    /// <param name="lowest">Where the scale begins, in all lanes.</param>
    /// <param name="block">The block.</param>
    /// <param name="isSigned">Whether codes have a sign.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBlock512(Vector512<short> lower, Vector512<short> upper, Vector128<uint> lowest, ref byte block, bool isSigned)
    {
        const int HalfShift = 16;
        Vector512<short> magnitudes = Vector512.Create((short)(Block8.Magnitude >> HalfShift));
        Vector512<short> offset = Vector512.Create((short)(HalfStep >> HalfShift)) - Avx512BW.BroadcastScalarToVector512((lowest >>> HalfShift).AsInt16());
        StoreCodes((lower & magnitudes) + offset, (upper & magnitudes) + offset, lower, upper, lowest, ref block, isSigned);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBlockAtRandom512(
        Vector512<float> first, Vector512<float> second, Vector512<float> third, Vector512<float> fourth, Vector128<uint> lowest, ref byte block, bool isSigned, ref uint words)
    {
        Vector512<uint> offset = Vector512<uint>.Zero - Avx512F.BroadcastScalarToVector512(lowest);
        StoreCodes(
            UpperHalves(StepsOf(first, offset, ref words, 0), StepsOf(second, offset, ref words, 16)),
            UpperHalves(StepsOf(third, offset, ref words, 32), StepsOf(fourth, offset, ref words, 48)),
            UpperHalves512(first, second),
            UpperHalves512(third, fourth),
            lowest,
            ref block,
            isSigned);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> StepsOf(Vector512<float> values, Vector512<uint> offset, ref uint words, nuint i) =>
        (values.AsUInt32() & Vector512.Create(Block8.Magnitude)) + offset + (Vector512.LoadUnsafe(ref words, i) >>> RandomShift);

    /// <param name="lowerSteps">The upper halves of the steps of the values from 0 on, in which a code begins at bit 4.</param>
    /// <param name="upperSteps">Those of the values from 32 on.</param>
    /// <param name="lower">The upper halves of the values, for their signs.</param>
    /// <param name="upper">Those from 32 on.</param>
    /// <param name="lowest">Where the scale begins.</param>
    /// <param name="block">The block.</param>
    /// <param name="isSigned">Whether codes have a sign.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreCodes(
        Vector512<short> lowerSteps, Vector512<short> upperSteps, Vector512<short> lower, Vector512<short> upper, Vector128<uint> lowest, ref byte block, bool isSigned)
    {
        Unsafe.WriteUnaligned(ref block, lowest.ToScalar());

        // What is negative becomes zero here, and what is above 255 becomes that.
        Vector512<byte> codes = Avx512BW.PackUnsignedSaturate(lowerSteps >> (Block8.Shift - 16), upperSteps >> (Block8.Shift - 16));
        if (isSigned)
        {
            // This keeps the sign of what it packs.
            Vector512<sbyte> signs = Avx512BW.PackSignedSaturate(lower, upper);
            codes = Vector512.ConditionalSelect(Vector512.Create((byte)0x80), signs.AsByte(), Vector512.Min(codes, Vector512.Create((byte)Block8.SignedTop)));
        }

        // Packing goes by 128 bits: 8 of the lower, 8 of the upper.
        Vector512<ulong> inOrder = Avx512F.PermuteVar8x64(codes.AsUInt64(), Vector512.Create(0UL, 2, 4, 6, 1, 3, 5, 7));
        inOrder.AsByte().StoreUnsafe(ref block, Block8.Codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> UpperHalves(Vector512<uint> lower, Vector512<uint> upper) =>
        Avx512BW.PermuteVar32x16x2(
            lower.AsInt16(),
            Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45, 47, 49, 51, 53, 55, 57, 59, 61, 63),
            upper.AsInt16());
}
