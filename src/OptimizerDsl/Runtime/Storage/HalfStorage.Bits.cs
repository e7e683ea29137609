using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OptimizerDsl.Runtime;

/// <content>The bits of a half, in the lower 16 of 32, and those of the float of the same value.</content>
public static partial class HalfStorage
{
    // A half has 10 bits of mantissa and a float 23, and their exponents count from 15 and from 127.
    private const int Shift = 13;
    private const uint Rebias = 112u << 23;
    private const uint HalfSign = 0x8000;
    private const uint FloatSign = 0x80000000;
    private const uint HalfMagnitude = 0x7FFF;
    private const uint Infinity = 0x7C00;
    private const uint Quiet = 0x200;
    private const uint BelowHalf = 0xFFF;

    // The exponent of infinity and of the smallest normal half, shifted to where a float has it.
    private const uint ShiftedInfinity = Infinity << Shift;
    private const uint ShiftedSmallest = 1u << 23;

    // The smallest normal half, 2^-14, and the bits of the float.
    private const uint SmallestBits = 113u << 23;
    private const float Smallest = 1f / 16384;

    // The float whose last bit is the last one of subnormal halves, 2^-24, and its bits; and the first float beyond all halves.
    private const float Aligning = 0.5f;
    private const uint AligningBits = 126u << 23;
    private const float Beyond = 65536;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Widened(uint stored)
    {
        uint shifted = (stored & HalfMagnitude) << Shift;
        uint normal = shifted + (shifted >= ShiftedInfinity ? 2 * Rebias : Rebias);
        uint magnitude = shifted < ShiftedSmallest
            ? BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(shifted + SmallestBits) - Smallest)
            : normal;
        return BitConverter.UInt32BitsToSingle(magnitude | ((stored & HalfSign) << 16));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Widened(Vector128<uint> stored)
    {
        Vector128<uint> shifted = (stored & Vector128.Create(HalfMagnitude)) << Shift;
        Vector128<uint> rebias = Vector128.Create(Rebias);
        Vector128<uint> isInfinite = Vector128.GreaterThan(shifted.AsInt32(), Vector128.Create((int)ShiftedInfinity - 1)).AsUInt32();
        Vector128<uint> normal = shifted + rebias + (isInfinite & rebias);
        Vector128<uint> subnormal = ((shifted + Vector128.Create(SmallestBits)).AsSingle() - Vector128.Create(Smallest)).AsUInt32();
        Vector128<uint> isSubnormal = Vector128.LessThan(shifted.AsInt32(), Vector128.Create((int)ShiftedSmallest)).AsUInt32();
        return (Vector128.ConditionalSelect(isSubnormal, subnormal, normal) | ((stored & Vector128.Create(HalfSign)) << 16)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widened(Vector256<uint> stored)
    {
        Vector256<uint> shifted = (stored & Vector256.Create(HalfMagnitude)) << Shift;
        Vector256<uint> rebias = Vector256.Create(Rebias);
        Vector256<uint> isInfinite = Vector256.GreaterThan(shifted.AsInt32(), Vector256.Create((int)ShiftedInfinity - 1)).AsUInt32();
        Vector256<uint> normal = shifted + rebias + (isInfinite & rebias);
        Vector256<uint> subnormal = ((shifted + Vector256.Create(SmallestBits)).AsSingle() - Vector256.Create(Smallest)).AsUInt32();
        Vector256<uint> isSubnormal = Vector256.LessThan(shifted.AsInt32(), Vector256.Create((int)ShiftedSmallest)).AsUInt32();
        return (Vector256.ConditionalSelect(isSubnormal, subnormal, normal) | ((stored & Vector256.Create(HalfSign)) << 16)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Widened(Vector512<uint> stored)
    {
        Vector512<uint> shifted = (stored & Vector512.Create(HalfMagnitude)) << Shift;
        Vector512<uint> rebias = Vector512.Create(Rebias);
        Vector512<uint> isInfinite = Vector512.GreaterThan(shifted.AsInt32(), Vector512.Create((int)ShiftedInfinity - 1)).AsUInt32();
        Vector512<uint> normal = shifted + rebias + (isInfinite & rebias);
        Vector512<uint> subnormal = ((shifted + Vector512.Create(SmallestBits)).AsSingle() - Vector512.Create(Smallest)).AsUInt32();
        Vector512<uint> isSubnormal = Vector512.LessThan(shifted.AsInt32(), Vector512.Create((int)ShiftedSmallest)).AsUInt32();
        return (Vector512.ConditionalSelect(isSubnormal, subnormal, normal) | ((stored & Vector512.Create(HalfSign)) << 16)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Rounded(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value) & ~FloatSign;
        float magnitude = BitConverter.UInt32BitsToSingle(bits);
        uint stored = magnitude < Smallest ? BitConverter.SingleToUInt32Bits(magnitude + Aligning) - AligningBits
            : magnitude < Beyond ? (bits - Rebias + (BelowHalf + ((bits >> Shift) & 1))) >> Shift
            : float.IsNaN(value) ? Infinity | Quiet
            : Infinity;
        return stored | ((BitConverter.SingleToUInt32Bits(value) & FloatSign) >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Rounded(Vector128<float> value)
    {
        Vector128<uint> sign = value.AsUInt32() & Vector128.Create(FloatSign);
        Vector128<uint> bits = value.AsUInt32() ^ sign;
        Vector128<float> magnitude = bits.AsSingle();
        Vector128<uint> subnormal = (magnitude + Vector128.Create(Aligning)).AsUInt32() - Vector128.Create(AligningBits);
        Vector128<uint> odd = (bits >>> Shift) & Vector128.Create(1u);
        Vector128<uint> normal = (bits - Vector128.Create(Rebias) + (Vector128.Create(BelowHalf) + odd)) >>> Shift;
        Vector128<uint> beyond = Vector128.Create(Infinity) | Vector128.AndNot(Vector128.Create(Quiet), Vector128.Equals(value, value).AsUInt32());
        Vector128<uint> finite = Vector128.ConditionalSelect(Vector128.LessThan(magnitude, Vector128.Create(Smallest)).AsUInt32(), subnormal, normal);
        return Vector128.ConditionalSelect(Vector128.LessThan(magnitude, Vector128.Create(Beyond)).AsUInt32(), finite, beyond) | (sign >>> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rounded(Vector256<float> value)
    {
        Vector256<uint> sign = value.AsUInt32() & Vector256.Create(FloatSign);
        Vector256<uint> bits = value.AsUInt32() ^ sign;
        Vector256<float> magnitude = bits.AsSingle();
        Vector256<uint> subnormal = (magnitude + Vector256.Create(Aligning)).AsUInt32() - Vector256.Create(AligningBits);
        Vector256<uint> odd = (bits >>> Shift) & Vector256.Create(1u);
        Vector256<uint> normal = (bits - Vector256.Create(Rebias) + (Vector256.Create(BelowHalf) + odd)) >>> Shift;
        Vector256<uint> beyond = Vector256.Create(Infinity) | Vector256.AndNot(Vector256.Create(Quiet), Vector256.Equals(value, value).AsUInt32());
        Vector256<uint> finite = Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(Smallest)).AsUInt32(), subnormal, normal);
        return Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(Beyond)).AsUInt32(), finite, beyond) | (sign >>> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Rounded(Vector512<float> value)
    {
        Vector512<uint> sign = value.AsUInt32() & Vector512.Create(FloatSign);
        Vector512<uint> bits = value.AsUInt32() ^ sign;
        Vector512<float> magnitude = bits.AsSingle();
        Vector512<uint> subnormal = (magnitude + Vector512.Create(Aligning)).AsUInt32() - Vector512.Create(AligningBits);
        Vector512<uint> odd = (bits >>> Shift) & Vector512.Create(1u);
        Vector512<uint> normal = (bits - Vector512.Create(Rebias) + (Vector512.Create(BelowHalf) + odd)) >>> Shift;
        Vector512<uint> beyond = Vector512.Create(Infinity) | Vector512.AndNot(Vector512.Create(Quiet), Vector512.Equals(value, value).AsUInt32());
        Vector512<uint> finite = Vector512.ConditionalSelect(Vector512.LessThan(magnitude, Vector512.Create(Smallest)).AsUInt32(), subnormal, normal);
        return Vector512.ConditionalSelect(Vector512.LessThan(magnitude, Vector512.Create(Beyond)).AsUInt32(), finite, beyond) | (sign >>> 16);
    }
}
