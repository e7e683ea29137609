using System.Runtime.Intrinsics;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class HalfStorageTests
{
    private const int Stride = 65_537;

    // Around the largest half, the smallest normal one and the smallest of all, and halfway between neighbours.
    private static readonly float[] s_special =
    [
        0, -0f, 1, -1, 1.00048828125f, 1.00146484375f, 65504, 65519.996f, 65520, -65520, 65536, 6.1035156e-05f, 6.1005354e-05f, 6.1020255e-05f, 5.9604645e-08f, 2.9802322e-08f,
        2.9802326e-08f, 8.940697e-08f, float.Epsilon, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN, BitConverter.UInt32BitsToSingle(0xFF80_0001),
    ];

    [Fact]
    public void Every_half_is_widened_to_its_value_at_every_width()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            ushort[] stored = [.. Enumerable.Repeat((ushort)bits, 17)];
            float expected = (float)BitConverter.UInt16BitsToHalf((ushort)bits);
            foreach (float value in (float[])[
                HalfStorage.Load(ref stored[0], 0), HalfStorage.Load128(ref stored[0], 1)[3], HalfStorage.Load256(ref stored[0], 1)[7], HalfStorage.Load512(ref stored[0], 1)[15]])
            {
                AssertSame(expected, value);
            }
        }
    }

    [Fact]
    public void Stores_are_those_of_the_base_library_at_every_width()
    {
        foreach (float value in Values())
        {
            Half expected = (Half)value;
            foreach (ushort stored in StoredAtEveryWidth(value))
            {
                Half actual = BitConverter.UInt16BitsToHalf(stored);
                Assert.True(Half.IsNaN(expected) ? Half.IsNaN(actual) : BitConverter.HalfToUInt16Bits(expected) == stored, $"{value:R} became {actual}, not {expected}");
            }
        }
    }

    [Fact]
    public void All_widths_store_the_same_bits() => Assert.All(Values(), value => Assert.Single(StoredAtEveryWidth(value).Distinct()));

    private static IEnumerable<float> Values()
    {
        foreach (float value in s_special)
        {
            yield return value;
        }

        for (long bits = 0; bits <= uint.MaxValue; bits += Stride)
        {
            yield return BitConverter.UInt32BitsToSingle((uint)bits);
        }

        // Most floats are none that a half is near to.
        for (uint bits = 0x3300_0000; bits < 0x4780_0000; bits += 4099)
        {
            yield return BitConverter.UInt32BitsToSingle(bits);
        }
    }

    private static ushort[] StoredAtEveryWidth(float value)
    {
        var stored = new ushort[29];
        HalfStorage.Store(value, ref stored[0], 0);
        HalfStorage.Store128(Vector128.Create(value), ref stored[0], 1);
        HalfStorage.Store256(Vector256.Create(value), ref stored[0], 5);
        HalfStorage.Store512(Vector512.Create(value), ref stored[0], 13);
        return stored;
    }

    private static void AssertSame(float expected, float actual) =>
        Assert.True(float.IsNaN(expected) ? float.IsNaN(actual) : BitConverter.SingleToUInt32Bits(expected) == BitConverter.SingleToUInt32Bits(actual), $"{actual:R} is not {expected:R}");
}
