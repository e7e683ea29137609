using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <content>Stores, block by block: by the largest magnitude, where the scale begins, and by that the codes.</content>
public static partial class Block8Storage
{
    private const int RandomShift = 32 - Block8.Shift;
    private const uint HalfStep = 1u << (Block8.Shift - 1);

    // What counts of a magnitude: with random numbers all of it, to the nearest its upper half.
    private const uint Nearest = Block8.Magnitude & Block8.UpperHalf;

    /// <summary>Stores values from a block's beginning on, rounded to the nearest.</summary>
    /// <param name="values">The values; behind the last one a block is filled with zeros.</param>
    /// <param name="blocks">The first block.</param>
    /// <param name="isSigned">Whether codes have a sign.</param>
    internal static void Store(ReadOnlySpan<float> values, ref byte blocks, bool isSigned)
    {
        int whole = values.Length / Block8.Length * Block8.Length;
        StoreWhole(values[..whole], ref blocks, isSigned);
        if (whole < values.Length)
        {
            StoreWhole(Filled(values[whole..], stackalloc float[Block8.Length]), ref BlockOf(ref blocks, (nuint)whole), isSigned);
        }
    }

    /// <summary>Stores values from a block's beginning on, rounded at random.</summary>
    /// <param name="values">The values; behind the last one a block is filled with zeros.</param>
    /// <param name="blocks">The first block.</param>
    /// <param name="isSigned">Whether codes have a sign.</param>
    /// <param name="rounding">Where the random numbers come from.</param>
    /// <param name="buffer">The state buffer, for them.</param>
    /// <param name="element">The number in the model of the first element, for them.</param>
    internal static void StoreStochastic(ReadOnlySpan<float> values, ref byte blocks, bool isSigned, in RandomRounding rounding, int buffer, ulong element)
    {
        Span<uint> words = stackalloc uint[Block8.Length];
        Span<float> last = stackalloc float[Block8.Length];
        ref byte block = ref blocks;
        for (; !values.IsEmpty; values = values[Math.Min(Block8.Length, values.Length)..])
        {
            rounding.Draw(buffer, element, words);
            ref float first = ref values.Length < Block8.Length ? ref Filled(values, last)[0] : ref Unsafe.AsRef(in values[0]);
            StoreBlock(ref first, ref block, isSigned, ref words[0]);
            block = ref Unsafe.Add(ref block, Block8.Bytes);
            element += Block8.Length;
        }
    }

    private static void StoreWhole(ReadOnlySpan<float> values, ref byte blocks, bool isSigned)
    {
        ref byte block = ref blocks;
        for (int i = 0; i < values.Length; i += Block8.Length)
        {
            StoreBlock(ref Unsafe.AsRef(in values[i]), ref block, isSigned, ref Unsafe.NullRef<uint>());
            block = ref Unsafe.Add(ref block, Block8.Bytes);
        }
    }

    private static Span<float> Filled(ReadOnlySpan<float> values, Span<float> block)
    {
        block.Clear();
        values.CopyTo(block);
        return block;
    }

    // Two calls, so that what is inlined knows which.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBlock(ref float values, ref byte block, bool isSigned, ref uint words)
    {
        if (isSigned)
        {
            StoreEither(ref values, ref block, true, ref words);
        }
        else
        {
            StoreEither(ref values, ref block, false, ref words);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreEither(ref float values, ref byte block, bool isSigned, ref uint words)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> first = Vector512.LoadUnsafe(ref values), second = Vector512.LoadUnsafe(ref values, 16);
            Vector512<float> third = Vector512.LoadUnsafe(ref values, 32), fourth = Vector512.LoadUnsafe(ref values, 48);
            Vector128<uint> lowest = LowestOf512(LargestOf512(first, second, third, fourth), isSigned);
            if (Unsafe.IsNullRef(ref words))
            {
                StoreBlock512(UpperHalves512(first, second), UpperHalves512(third, fourth), lowest, ref block, isSigned);
            }
            else
            {
                StoreBlockAtRandom512(first, second, third, fourth, lowest, ref block, isSigned, ref words);
            }

            return;
        }

        uint largest = Vector256.IsHardwareAccelerated ? Largest256(ref values)
            : Vector128.IsHardwareAccelerated ? Largest128(ref values)
            : Largest(ref values);
        int offset = StoreLowest(largest, ref block, isSigned, ref words);
        ref byte codes = ref Unsafe.Add(ref block, Block8.Codes);
        if (Vector256.IsHardwareAccelerated)
        {
            Encode256(ref values, ref codes, offset, isSigned, ref words);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Encode128(ref values, ref codes, offset, isSigned, ref words);
        }
        else
        {
            Encode(ref values, ref codes, offset, isSigned, ref words);
        }
    }

    /// <summary>Stores where the scale begins.</summary>
    /// <returns>What is to be added to a magnitude to count steps from there: with a half step, or the random part to come, so that cutting off rounds.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int StoreLowest(uint largest, ref byte block, bool isSigned, ref uint words)
    {
        uint lowest = Block8.Lowest(largest, isSigned ? Block8.SignedTop : Block8.UnsignedTop);
        Unsafe.WriteUnaligned(ref block, lowest);
        return (int)(Unsafe.IsNullRef(ref words) ? HalfStep - (lowest & Block8.UpperHalf) : 0 - lowest);
    }

    private static uint Largest(ref float values)
    {
        uint largest = 0;
        for (nuint i = 0; i < Block8.Length; i++)
        {
            largest = Math.Max(largest, BitConverter.SingleToUInt32Bits(Unsafe.Add(ref values, i)) & Block8.Magnitude);
        }

        return largest;
    }

    private static void Encode(ref float values, ref byte codes, int offset, bool isSigned, ref uint words)
    {
        for (nuint i = 0; i < Block8.Length; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(Unsafe.Add(ref values, i));
            int steps = Unsafe.IsNullRef(ref words)
                ? (int)(bits & Nearest) + offset
                : (int)(bits & Block8.Magnitude) + offset + (int)(Unsafe.Add(ref words, i) >> RandomShift);
            int code = Math.Clamp(steps >> Block8.Shift, 0, (int)(isSigned ? Block8.SignedTop : Block8.UnsignedTop));
            Unsafe.Add(ref codes, i) = (byte)(isSigned ? (uint)code | ((bits & Sign) >> 24) : (uint)code);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Largest128(ref float values)
    {
        Vector128<uint> largest = Vector128<uint>.Zero;
        for (nuint i = 0; i < Block8.Length; i += 4)
        {
            largest = Vector128.Max(largest, Vector128.LoadUnsafe(ref values, i).AsUInt32() & Vector128.Create(Block8.Magnitude));
        }

        return LargestOf(largest).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Code(ref float values, ref uint words, nuint i, Vector128<int> offset, bool isSigned)
    {
        Vector128<int> value = Vector128.LoadUnsafe(ref values, i).AsInt32();
        Vector128<int> steps = Unsafe.IsNullRef(ref words)
            ? (value & Vector128.Create((int)Nearest)) + offset
            : (value & Vector128.Create((int)Block8.Magnitude)) + offset + (Vector128.LoadUnsafe(ref words, i) >>> RandomShift).AsInt32();
        Vector128<int> code = Vector128.Clamp(steps >> Block8.Shift, Vector128<int>.Zero, Vector128.Create((int)(isSigned ? Block8.SignedTop : Block8.UnsignedTop)));
        return isSigned ? Vector128.ConditionalSelect(Vector128.Create(0x80), value >>> 24, code) : code;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Encode128(ref float values, ref byte codes, int offset, bool isSigned, ref uint words)
    {
        Vector128<int> offsets = Vector128.Create(offset);
        for (nuint i = 0; i < Block8.Length; i += 16)
        {
            Vector128<short> first = Vector128.Narrow(Code(ref values, ref words, i, offsets, isSigned), Code(ref values, ref words, i + 4, offsets, isSigned));
            Vector128<short> second = Vector128.Narrow(Code(ref values, ref words, i + 8, offsets, isSigned), Code(ref values, ref words, i + 12, offsets, isSigned));
            Vector128.Narrow(first, second).AsByte().StoreUnsafe(ref codes, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Largest256(ref float values)
    {
        Vector256<uint> largest = Vector256<uint>.Zero;
        for (nuint i = 0; i < Block8.Length; i += 8)
        {
            largest = Vector256.Max(largest, Vector256.LoadUnsafe(ref values, i).AsUInt32() & Vector256.Create(Block8.Magnitude));
        }

        return LargestOf(Vector128.Max(largest.GetLower(), largest.GetUpper())).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Code(ref float values, ref uint words, nuint i, Vector256<int> offset, bool isSigned)
    {
        Vector256<int> value = Vector256.LoadUnsafe(ref values, i).AsInt32();
        Vector256<int> steps = Unsafe.IsNullRef(ref words)
            ? (value & Vector256.Create((int)Nearest)) + offset
            : (value & Vector256.Create((int)Block8.Magnitude)) + offset + (Vector256.LoadUnsafe(ref words, i) >>> RandomShift).AsInt32();
        Vector256<int> code = Vector256.Clamp(steps >> Block8.Shift, Vector256<int>.Zero, Vector256.Create((int)(isSigned ? Block8.SignedTop : Block8.UnsignedTop)));
        return isSigned ? Vector256.ConditionalSelect(Vector256.Create(0x80), value >>> 24, code) : code;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Encode256(ref float values, ref byte codes, int offset, bool isSigned, ref uint words)
    {
        Vector256<int> offsets = Vector256.Create(offset);
        for (nuint i = 0; i < Block8.Length; i += 32)
        {
            Vector256<short> first = Vector256.Narrow(Code(ref values, ref words, i, offsets, isSigned), Code(ref values, ref words, i + 8, offsets, isSigned));
            Vector256<short> second = Vector256.Narrow(Code(ref values, ref words, i + 16, offsets, isSigned), Code(ref values, ref words, i + 24, offsets, isSigned));
            Vector256.Narrow(first, second).AsByte().StoreUnsafe(ref codes, i);
        }
    }

    // To the end in vectors: which of two is larger no branch could foresee. All lanes get it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> LargestOf(Vector128<uint> largest)
    {
        largest = Vector128.Max(largest, Vector128.Shuffle(largest, Vector128.Create(2u, 3u, 0u, 1u)));
        return Vector128.Max(largest, Vector128.Shuffle(largest, Vector128.Create(1u, 0u, 3u, 2u)));
    }
}
