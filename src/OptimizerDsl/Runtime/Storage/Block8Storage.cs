using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OptimizerDsl.Runtime;

/// <summary>Loads of state in 8 bits a value; see Block8. All of it is integer arithmetic, so that all widths give the same bits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Block8Storage
{
    // Where a code's sign and steps are in a float. A code with a sign is widened with that sign, which so fills all bits above.
    private const uint Sign = ~Block8.Magnitude;
    private const uint Steps = Block8.SignedTop << Block8.Shift;

    /// <summary>Loads an element.</summary>
    /// <param name="blocks">The first block.</param>
    /// <param name="place">The element, counted from the first block's beginning, or the one of the first lane.</param>
    /// <param name="isSigned">Whether codes have a sign.</param>
    /// <returns>Its value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(ref byte blocks, nuint place, bool isSigned)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        uint code = Unsafe.Add(ref block, Block8.Codes + place % Block8.Length);
        if (!isSigned)
        {
            return BitConverter.UInt32BitsToSingle((code << Block8.Shift) + LowestOf(ref block));
        }

        uint sign = (code << 24) & Sign;
        uint steps = (code & Block8.SignedTop) << Block8.Shift;
        return BitConverter.UInt32BitsToSingle(steps == 0 ? sign : sign | (steps + LowestOf(ref block)));
    }

    /// <inheritdoc cref="Load(ref byte, nuint, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load128(ref byte blocks, nuint place, bool isSigned)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        Vector128<uint> code = Codes128(ref block, place, isSigned);
        Vector128<uint> lowest = Vector128.Create(LowestOf(ref block));
        if (place % Block8.Length > Block8.Length - 4)
        {
            // Rows begin where they do, so lanes may belong to two blocks. The codes of the second stand behind the beginning of its scale.
            ref byte next = ref Unsafe.Add(ref block, Block8.Bytes);
            Vector128<uint> isFirst = Vector128.LessThan(Vector128<uint>.Indices, Vector128.Create((uint)(Block8.Length - place % Block8.Length)));
            code = Vector128.ConditionalSelect(isFirst, code, Codes128(ref Unsafe.Add(ref block, Block8.Codes), place, isSigned));
            lowest = Vector128.ConditionalSelect(isFirst, lowest, Vector128.Create(LowestOf(ref next)));
        }

        return Decode(code, lowest, isSigned);
    }

    /// <summary>The same where all lanes are of one block.</summary>
    /// <inheritdoc cref="Load(ref byte, nuint, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadAligned128(ref byte blocks, nuint place, bool isSigned)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        return Decode(Codes128(ref block, place, isSigned), Vector128.Create(LowestOf(ref block)), isSigned);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Decode(Vector128<uint> code, Vector128<uint> lowest, bool isSigned)
    {
        if (!isSigned)
        {
            return ((code << Block8.Shift) + lowest).AsSingle();
        }

        Vector128<uint> steps = (code << Block8.Shift) & Vector128.Create(Sign | Steps);
        Vector128<uint> isZero = Vector128.Equals(steps & Vector128.Create(Steps), Vector128<uint>.Zero);
        return Vector128.ConditionalSelect(~isZero, steps + lowest, steps).AsSingle();
    }

    /// <inheritdoc cref="Load(ref byte, nuint, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load256(ref byte blocks, nuint place, bool isSigned)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        Vector256<uint> code = Codes256(ref block, place, isSigned);
        Vector256<uint> lowest = Vector256.Create(LowestOf(ref block));
        if (place % Block8.Length > Block8.Length - 8)
        {
            // Rows begin where they do, so lanes may belong to two blocks. The codes of the second stand behind the beginning of its scale.
            ref byte next = ref Unsafe.Add(ref block, Block8.Bytes);
            Vector256<uint> isFirst = Vector256.LessThan(Vector256<uint>.Indices, Vector256.Create((uint)(Block8.Length - place % Block8.Length)));
            code = Vector256.ConditionalSelect(isFirst, code, Codes256(ref Unsafe.Add(ref block, Block8.Codes), place, isSigned));
            lowest = Vector256.ConditionalSelect(isFirst, lowest, Vector256.Create(LowestOf(ref next)));
        }

        return Decode(code, lowest, isSigned);
    }

    /// <summary>The same where all lanes are of one block.</summary>
    /// <inheritdoc cref="Load(ref byte, nuint, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadAligned256(ref byte blocks, nuint place, bool isSigned)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        return Decode(Codes256(ref block, place, isSigned), Vector256.Create(LowestOf(ref block)), isSigned);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Decode(Vector256<uint> code, Vector256<uint> lowest, bool isSigned)
    {
        if (!isSigned)
        {
            return ((code << Block8.Shift) + lowest).AsSingle();
        }

        Vector256<uint> steps = (code << Block8.Shift) & Vector256.Create(Sign | Steps);
        Vector256<uint> isZero = Vector256.Equals(steps & Vector256.Create(Steps), Vector256<uint>.Zero);
        return Vector256.ConditionalSelect(~isZero, steps + lowest, steps).AsSingle();
    }

    /// <inheritdoc cref="Load(ref byte, nuint, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load512(ref byte blocks, nuint place, bool isSigned)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        Vector512<uint> code = Codes512(ref block, place, isSigned);
        Vector512<uint> lowest = Vector512.Create(LowestOf(ref block));
        if (place % Block8.Length > Block8.Length - 16)
        {
            // Rows begin where they do, so lanes may belong to two blocks. The codes of the second stand behind the beginning of its scale.
            ref byte next = ref Unsafe.Add(ref block, Block8.Bytes);
            Vector512<uint> isFirst = Vector512.LessThan(Vector512<uint>.Indices, Vector512.Create((uint)(Block8.Length - place % Block8.Length)));
            code = Vector512.ConditionalSelect(isFirst, code, Codes512(ref Unsafe.Add(ref block, Block8.Codes), place, isSigned));
            lowest = Vector512.ConditionalSelect(isFirst, lowest, Vector512.Create(LowestOf(ref next)));
        }

        return Decode(code, lowest, isSigned);
    }

    /// <summary>The same where all lanes are of one block.</summary>
    /// <inheritdoc cref="Load(ref byte, nuint, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadAligned512(ref byte blocks, nuint place, bool isSigned)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        return Decode(Codes512(ref block, place, isSigned), Vector512.Create(LowestOf(ref block)), isSigned);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Decode(Vector512<uint> code, Vector512<uint> lowest, bool isSigned)
    {
        if (!isSigned)
        {
            return ((code << Block8.Shift) + lowest).AsSingle();
        }

        Vector512<uint> steps = (code << Block8.Shift) & Vector512.Create(Sign | Steps);
        Vector512<uint> isZero = Vector512.Equals(steps & Vector512.Create(Steps), Vector512<uint>.Zero);
        return Vector512.ConditionalSelect(~isZero, steps + lowest, steps).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte BlockOf(ref byte blocks, nuint place) => ref Unsafe.AddByteOffset(ref blocks, place / Block8.Length * Block8.Bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint LowestOf(ref byte block) => Unsafe.ReadUnaligned<uint>(ref block);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Codes128(ref byte block, nuint place, bool isSigned)
    {
        uint four = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref block, Block8.Codes + place % Block8.Length));
        Vector128<byte> codes = Vector128.CreateScalarUnsafe(four).AsByte();
        return isSigned ? Vector128.WidenLower(Vector128.WidenLower(codes.AsSByte())).AsUInt32() : Vector128.WidenLower(Vector128.WidenLower(codes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Codes256(ref byte block, nuint place, bool isSigned)
    {
        ulong eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref block, Block8.Codes + place % Block8.Length));
        Vector128<byte> codes = Vector128.CreateScalarUnsafe(eight).AsByte();
        return isSigned
            ? Vector256.WidenLower(Vector128.WidenLower(codes.AsSByte()).ToVector256Unsafe()).AsUInt32()
            : Vector256.WidenLower(Vector128.WidenLower(codes).ToVector256Unsafe());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Codes512(ref byte block, nuint place, bool isSigned)
    {
        Vector128<byte> codes = Vector128.LoadUnsafe(ref block, Block8.Codes + place % Block8.Length);
        if (isSigned)
        {
            return Avx512F.IsSupported
                ? Avx512F.ConvertToVector512Int32(codes.AsSByte()).AsUInt32()
                : Vector512.WidenLower(Vector256.WidenLower(codes.AsSByte().ToVector256Unsafe()).ToVector512Unsafe()).AsUInt32();
        }

        return Avx512F.IsSupported
            ? Avx512F.ConvertToVector512UInt32(codes)
            : Vector512.WidenLower(Vector256.WidenLower(codes.ToVector256Unsafe()).ToVector512Unsafe());
    }
}
