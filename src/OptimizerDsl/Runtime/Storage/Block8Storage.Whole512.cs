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

    /// <summary>Stores all elements of a block, rounded to the nearest. It needs AVX-512.</summary>
    /// <param name="first">The values from 0 on.</param>
    /// <param name="second">The values from 16 on.</param>
    /// <param name="third">The values from 32 on.</param>
    /// <param name="fourth">The values from 48 on.</param>
    /// <param name="block">The block.</param>
    /// <param name="isSigned">Whether codes have a sign.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBlock512(Vector512<float> first, Vector512<float> second, Vector512<float> third, Vector512<float> fourth, ref byte block, bool isSigned) =>
        Store512(first, second, third, fourth, ref block, isSigned, ref Unsafe.NullRef<uint>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store512(
        Vector512<float> first, Vector512<float> second, Vector512<float> third, Vector512<float> fourth, ref byte block, bool isSigned, ref uint words)
    {
        Vector512<uint> magnitudes = Vector512.Create(Block8.Magnitude);
        Vector512<uint> firstMagnitude = first.AsUInt32() & magnitudes;
        Vector512<uint> secondMagnitude = second.AsUInt32() & magnitudes;
        Vector512<uint> thirdMagnitude = third.AsUInt32() & magnitudes;
        Vector512<uint> fourthMagnitude = fourth.AsUInt32() & magnitudes;
        Vector512<uint> largest = Vector512.Max(Vector512.Max(firstMagnitude, secondMagnitude), Vector512.Max(thirdMagnitude, fourthMagnitude));
        Vector256<uint> half = Vector256.Max(largest.GetLower(), largest.GetUpper());
        Vector128<uint> lowest = LowestOf(LargestOf(Vector128.Max(half.GetLower(), half.GetUpper())), isSigned);
        Unsafe.WriteUnaligned(ref block, lowest.ToScalar());
        Vector512<uint> offset = Vector512.Create(Unsafe.IsNullRef(ref words) ? HalfStep : 0) - Avx512F.BroadcastScalarToVector512(lowest);

        // The upper halves hold the steps from their bit 4 on, and negative ones become zero where they are made bytes.
        Vector512<short> lower = UpperHalves(StepsOf(firstMagnitude, offset, isSigned, ref words, 0), StepsOf(secondMagnitude, offset, isSigned, ref words, 16));
        Vector512<short> upper = UpperHalves(StepsOf(thirdMagnitude, offset, isSigned, ref words, 32), StepsOf(fourthMagnitude, offset, isSigned, ref words, 48));
        Vector512<byte> codes = Avx512BW.PackUnsignedSaturate(lower >> (Block8.Shift - 16), upper >> (Block8.Shift - 16));
        if (isSigned)
        {
            // This keeps the sign of what it packs.
            Vector512<sbyte> signs = Avx512BW.PackSignedSaturate(UpperHalves(first.AsUInt32(), second.AsUInt32()), UpperHalves(third.AsUInt32(), fourth.AsUInt32()));
            codes = Vector512.ConditionalSelect(Vector512.Create((byte)0x80), signs.AsByte(), codes);
        }

        // Packing goes by 128 bits: 8 of the lower, 8 of the upper.
        Vector512<ulong> inOrder = Avx512F.PermuteVar8x64(codes.AsUInt64(), Vector512.Create(0UL, 2, 4, 6, 1, 3, 5, 7));
        inOrder.AsByte().StoreUnsafe(ref block, Block8.Codes);
    }

    // Without leaving the vector in nearly all blocks: what follows waits for it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> LowestOf(Vector128<uint> largest, bool isSigned)
    {
        uint top = isSigned ? Block8.SignedTop : Block8.UnsignedTop;
        uint number = largest.ToScalar();
        return Block8.IsInRange(number, top) ? largest - Vector128.Create(top << Block8.Shift) : Vector128.CreateScalar(Block8.Lowest(Block8.Stored(number), top));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> StepsOf(Vector512<uint> magnitude, Vector512<uint> offset, bool isSigned, ref uint words, nuint i)
    {
        Vector512<uint> steps = magnitude + offset + (Unsafe.IsNullRef(ref words) ? Vector512<uint>.Zero : Vector512.LoadUnsafe(ref words, i) >>> RandomShift);
        return isSigned ? steps : Vector512.ConditionalSelect(
            ~Vector512.Equals(magnitude, Vector512<uint>.Zero),
            Vector512.Max(steps.AsInt32(), Vector512.Create(1 << Block8.Shift)).AsUInt32(),
            Vector512<uint>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> UpperHalves(Vector512<uint> lower, Vector512<uint> upper) =>
        Avx512BW.PermuteVar32x16x2(
            lower.AsInt16(),
            Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45, 47, 49, 51, 53, 55, 57, 59, 61, 63),
            upper.AsInt16());
}
