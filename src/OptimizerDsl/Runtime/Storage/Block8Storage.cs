using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OptimizerDsl.Runtime;

/// <summary>Loads of state in 8 bits a value; see Block8. All of it is integer arithmetic, so that all widths give the same bits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Block8Storage
{
    private const uint Sign = 0x80;

    /// <summary>Loads an element with a sign.</summary>
    /// <param name="blocks">The first block.</param>
    /// <param name="place">The element, counted from the first block's beginning, or the one of the first lane.</param>
    /// <returns>Its value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadSigned(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        uint code = Unsafe.Add(ref block, Block8.Codes + place % Block8.Length);
        uint magnitude = code & Block8.SignedTop;
        uint bits = magnitude == 0 ? 0 : (magnitude << Block8.Shift) + LowestOf(ref block);
        return BitConverter.UInt32BitsToSingle(bits | ((code & Sign) << 24));
    }

    /// <inheritdoc cref="LoadSigned(ref byte, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadSigned128(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        Vector128<uint> code = Codes128(ref block, place);
        Vector128<uint> lowest = Vector128.Create(LowestOf(ref block));
        if (place % Block8.Length > Block8.Length - 4)
        {
            // Rows begin where they do, so lanes may belong to two blocks. The codes of the second stand behind the beginning of its scale.
            ref byte next = ref Unsafe.Add(ref block, Block8.Bytes);
            Vector128<uint> isFirst = Vector128.LessThan(Vector128<uint>.Indices, Vector128.Create((uint)(Block8.Length - place % Block8.Length)));
            code = Vector128.ConditionalSelect(isFirst, code, Codes128(ref Unsafe.Add(ref block, Block8.Codes), place));
            lowest = Vector128.ConditionalSelect(isFirst, lowest, Vector128.Create(LowestOf(ref next)));
        }

        return DecodeSigned128(code, lowest);
    }

    /// <summary>The same where all lanes are of one block.</summary>
    /// <inheritdoc cref="LoadSigned(ref byte, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadAlignedSigned128(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        return DecodeSigned128(Codes128(ref block, place), Vector128.Create(LowestOf(ref block)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> DecodeSigned128(Vector128<uint> code, Vector128<uint> lowest)
    {
        Vector128<uint> magnitude = code & Vector128.Create(Block8.SignedTop);
        Vector128<uint> bits = Vector128.ConditionalSelect(Vector128.Equals(magnitude, Vector128<uint>.Zero), Vector128<uint>.Zero, (magnitude << Block8.Shift) + lowest);
        return (bits | ((code & Vector128.Create(Sign)) << 24)).AsSingle();
    }

    /// <inheritdoc cref="LoadSigned(ref byte, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadSigned256(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        Vector256<uint> code = Codes256(ref block, place);
        Vector256<uint> lowest = Vector256.Create(LowestOf(ref block));
        if (place % Block8.Length > Block8.Length - 8)
        {
            // Rows begin where they do, so lanes may belong to two blocks. The codes of the second stand behind the beginning of its scale.
            ref byte next = ref Unsafe.Add(ref block, Block8.Bytes);
            Vector256<uint> isFirst = Vector256.LessThan(Vector256<uint>.Indices, Vector256.Create((uint)(Block8.Length - place % Block8.Length)));
            code = Vector256.ConditionalSelect(isFirst, code, Codes256(ref Unsafe.Add(ref block, Block8.Codes), place));
            lowest = Vector256.ConditionalSelect(isFirst, lowest, Vector256.Create(LowestOf(ref next)));
        }

        return DecodeSigned256(code, lowest);
    }

    /// <summary>The same where all lanes are of one block.</summary>
    /// <inheritdoc cref="LoadSigned(ref byte, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadAlignedSigned256(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        return DecodeSigned256(Codes256(ref block, place), Vector256.Create(LowestOf(ref block)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> DecodeSigned256(Vector256<uint> code, Vector256<uint> lowest)
    {
        Vector256<uint> magnitude = code & Vector256.Create(Block8.SignedTop);
        Vector256<uint> bits = Vector256.ConditionalSelect(Vector256.Equals(magnitude, Vector256<uint>.Zero), Vector256<uint>.Zero, (magnitude << Block8.Shift) + lowest);
        return (bits | ((code & Vector256.Create(Sign)) << 24)).AsSingle();
    }

    /// <inheritdoc cref="LoadSigned(ref byte, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadSigned512(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        Vector512<uint> code = Codes512(ref block, place);
        Vector512<uint> lowest = Vector512.Create(LowestOf(ref block));
        if (place % Block8.Length > Block8.Length - 16)
        {
            // Rows begin where they do, so lanes may belong to two blocks. The codes of the second stand behind the beginning of its scale.
            ref byte next = ref Unsafe.Add(ref block, Block8.Bytes);
            Vector512<uint> isFirst = Vector512.LessThan(Vector512<uint>.Indices, Vector512.Create((uint)(Block8.Length - place % Block8.Length)));
            code = Vector512.ConditionalSelect(isFirst, code, Codes512(ref Unsafe.Add(ref block, Block8.Codes), place));
            lowest = Vector512.ConditionalSelect(isFirst, lowest, Vector512.Create(LowestOf(ref next)));
        }

        return DecodeSigned512(code, lowest);
    }

    /// <summary>The same where all lanes are of one block.</summary>
    /// <inheritdoc cref="LoadSigned(ref byte, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadAlignedSigned512(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        return DecodeSigned512(Codes512(ref block, place), Vector512.Create(LowestOf(ref block)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> DecodeSigned512(Vector512<uint> code, Vector512<uint> lowest)
    {
        Vector512<uint> magnitude = code & Vector512.Create(Block8.SignedTop);
        Vector512<uint> bits = Vector512.ConditionalSelect(Vector512.Equals(magnitude, Vector512<uint>.Zero), Vector512<uint>.Zero, (magnitude << Block8.Shift) + lowest);
        return (bits | ((code & Vector512.Create(Sign)) << 24)).AsSingle();
    }

    /// <summary>Loads an element that has no sign.</summary>
    /// <param name="blocks">The first block.</param>
    /// <param name="place">The element, counted from the first block's beginning, or the one of the first lane.</param>
    /// <returns>Its value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadUnsigned(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        uint code = Unsafe.Add(ref block, Block8.Codes + place % Block8.Length);
        uint magnitude = code;
        uint bits = magnitude == 0 ? 0 : (magnitude << Block8.Shift) + LowestOf(ref block);
        return BitConverter.UInt32BitsToSingle(bits);
    }

    /// <inheritdoc cref="LoadUnsigned(ref byte, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadUnsigned128(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        Vector128<uint> code = Codes128(ref block, place);
        Vector128<uint> lowest = Vector128.Create(LowestOf(ref block));
        if (place % Block8.Length > Block8.Length - 4)
        {
            // Rows begin where they do, so lanes may belong to two blocks. The codes of the second stand behind the beginning of its scale.
            ref byte next = ref Unsafe.Add(ref block, Block8.Bytes);
            Vector128<uint> isFirst = Vector128.LessThan(Vector128<uint>.Indices, Vector128.Create((uint)(Block8.Length - place % Block8.Length)));
            code = Vector128.ConditionalSelect(isFirst, code, Codes128(ref Unsafe.Add(ref block, Block8.Codes), place));
            lowest = Vector128.ConditionalSelect(isFirst, lowest, Vector128.Create(LowestOf(ref next)));
        }

        return DecodeUnsigned128(code, lowest);
    }

    /// <summary>The same where all lanes are of one block.</summary>
    /// <inheritdoc cref="LoadUnsigned(ref byte, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadAlignedUnsigned128(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        return DecodeUnsigned128(Codes128(ref block, place), Vector128.Create(LowestOf(ref block)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> DecodeUnsigned128(Vector128<uint> code, Vector128<uint> lowest)
    {
        return Vector128.ConditionalSelect(Vector128.Equals(code, Vector128<uint>.Zero), Vector128<uint>.Zero, (code << Block8.Shift) + lowest).AsSingle();
    }

    /// <inheritdoc cref="LoadUnsigned(ref byte, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadUnsigned256(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        Vector256<uint> code = Codes256(ref block, place);
        Vector256<uint> lowest = Vector256.Create(LowestOf(ref block));
        if (place % Block8.Length > Block8.Length - 8)
        {
            // Rows begin where they do, so lanes may belong to two blocks. The codes of the second stand behind the beginning of its scale.
            ref byte next = ref Unsafe.Add(ref block, Block8.Bytes);
            Vector256<uint> isFirst = Vector256.LessThan(Vector256<uint>.Indices, Vector256.Create((uint)(Block8.Length - place % Block8.Length)));
            code = Vector256.ConditionalSelect(isFirst, code, Codes256(ref Unsafe.Add(ref block, Block8.Codes), place));
            lowest = Vector256.ConditionalSelect(isFirst, lowest, Vector256.Create(LowestOf(ref next)));
        }

        return DecodeUnsigned256(code, lowest);
    }

    /// <summary>The same where all lanes are of one block.</summary>
    /// <inheritdoc cref="LoadUnsigned(ref byte, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadAlignedUnsigned256(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        return DecodeUnsigned256(Codes256(ref block, place), Vector256.Create(LowestOf(ref block)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> DecodeUnsigned256(Vector256<uint> code, Vector256<uint> lowest)
    {
        return Vector256.ConditionalSelect(Vector256.Equals(code, Vector256<uint>.Zero), Vector256<uint>.Zero, (code << Block8.Shift) + lowest).AsSingle();
    }

    /// <inheritdoc cref="LoadUnsigned(ref byte, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadUnsigned512(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        Vector512<uint> code = Codes512(ref block, place);
        Vector512<uint> lowest = Vector512.Create(LowestOf(ref block));
        if (place % Block8.Length > Block8.Length - 16)
        {
            // Rows begin where they do, so lanes may belong to two blocks. The codes of the second stand behind the beginning of its scale.
            ref byte next = ref Unsafe.Add(ref block, Block8.Bytes);
            Vector512<uint> isFirst = Vector512.LessThan(Vector512<uint>.Indices, Vector512.Create((uint)(Block8.Length - place % Block8.Length)));
            code = Vector512.ConditionalSelect(isFirst, code, Codes512(ref Unsafe.Add(ref block, Block8.Codes), place));
            lowest = Vector512.ConditionalSelect(isFirst, lowest, Vector512.Create(LowestOf(ref next)));
        }

        return DecodeUnsigned512(code, lowest);
    }

    /// <summary>The same where all lanes are of one block.</summary>
    /// <inheritdoc cref="LoadUnsigned(ref byte, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadAlignedUnsigned512(ref byte blocks, nuint place)
    {
        ref byte block = ref BlockOf(ref blocks, place);
        return DecodeUnsigned512(Codes512(ref block, place), Vector512.Create(LowestOf(ref block)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> DecodeUnsigned512(Vector512<uint> code, Vector512<uint> lowest)
    {
        return Vector512.ConditionalSelect(Vector512.Equals(code, Vector512<uint>.Zero), Vector512<uint>.Zero, (code << Block8.Shift) + lowest).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte BlockOf(ref byte blocks, nuint place) => ref Unsafe.AddByteOffset(ref blocks, place / Block8.Length * Block8.Bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint LowestOf(ref byte block) => Unsafe.ReadUnaligned<uint>(ref block);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Codes128(ref byte block, nuint place)
    {
        uint four = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref block, Block8.Codes + place % Block8.Length));
        return Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(four).AsByte()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Codes256(ref byte block, nuint place)
    {
        ulong eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref block, Block8.Codes + place % Block8.Length));
        return Vector256.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(eight).AsByte()).ToVector256Unsafe());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Codes512(ref byte block, nuint place)
    {
        Vector128<byte> sixteen = Vector128.LoadUnsafe(ref block, Block8.Codes + place % Block8.Length);
        return Avx512F.IsSupported
            ? Avx512F.ConvertToVector512UInt32(sixteen)
            : Vector512.WidenLower(Vector256.WidenLower(sixteen.ToVector256Unsafe()).ToVector512Unsafe());
    }
}
