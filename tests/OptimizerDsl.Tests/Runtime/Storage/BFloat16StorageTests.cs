using System.Runtime.Intrinsics;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class BFloat16StorageTests
{
    private const int Stride = 65_537;

    private static readonly float[] s_special =
    [
        0, -0f, 1, -1, 1.00390625f, 1.01171875f, float.Epsilon, -float.Epsilon, 1.1754942e-38f, 1.17549435e-38f, float.MaxValue, float.MinValue,
        3.3895314e38f, 3.3961e38f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, BitConverter.UInt32BitsToSingle(0x7FFF_FFFF), BitConverter.UInt32BitsToSingle(0xFF80_0001),
    ];

    [Fact]
    public void Stores_are_those_of_plain_arithmetic_at_every_width()
    {
        foreach (float value in Values())
        {
            double expected = ReferenceBFloat16.Round(value);
            Assert.All(StoredAtEveryWidth(value), stored => Assert.Equal(expected, stored));
            Assert.True(!float.IsNormal(value) || Math.Abs(value) > 3.38e38 || Math.Abs(expected - value) <= Math.Abs(value) / 256.0);
        }
    }

    [Fact]
    public void Random_words_take_a_value_to_both_of_its_neighbours_and_never_further()
    {
        foreach (float value in Values())
        {
            foreach (uint word in (uint[])[0, 0x0000_FFFF, 0x7FFF_0000, 0x8000_0000, 0xFFFF_FFFF])
            {
                double expected = ReferenceBFloat16.Round(value, (word >> 16) / 65536.0);
                Assert.All(StoredAtEveryWidth(value, word), stored => Assert.Equal(expected, stored));
            }
        }
    }

    [Fact]
    public void The_mean_of_random_words_is_the_value()
    {
        const float Value = 1 + 3 / 1024f;
        double sum = 0;
        for (ulong element = 0; element < 100_000; element++)
        {
            VaryingNoise.Words(element, VaryingNoise.Key(7, 1), 0, out uint word, out _);
            ushort stored = 0;
            BFloat16Storage.StoreStochastic(Value, word, ref stored, 0);
            sum += BFloat16Storage.Load(ref stored, 0);
        }

        // Six standard deviations of a mean of so many choices between two values that are 1/128 apart.
        Assert.Equal(Value, sum / 100_000, 6 * 0.5 / 128 / Math.Sqrt(100_000));
    }

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
    }

    private static double[] StoredAtEveryWidth(float value, uint? word = null)
    {
        var stored = new ushort[28 + 1];
        if (word is { } random)
        {
            BFloat16Storage.StoreStochastic(value, random, ref stored[0], 0);
            BFloat16Storage.StoreStochastic128(Vector128.Create(value), Vector128.Create(random), ref stored[0], 1);
            BFloat16Storage.StoreStochastic256(Vector256.Create(value), Vector256.Create(random), ref stored[0], 5);
            BFloat16Storage.StoreStochastic512(Vector512.Create(value), Vector512.Create(random), ref stored[0], 13);
        }
        else
        {
            BFloat16Storage.Store(value, ref stored[0], 0);
            BFloat16Storage.Store128(Vector128.Create(value), ref stored[0], 1);
            BFloat16Storage.Store256(Vector256.Create(value), ref stored[0], 5);
            BFloat16Storage.Store512(Vector512.Create(value), ref stored[0], 13);
        }

        return
        [
            BFloat16Storage.Load(ref stored[0], 0), BFloat16Storage.Load(ref stored[0], 28),
            BFloat16Storage.Load128(ref stored[0], 1)[3], BFloat16Storage.Load256(ref stored[0], 5)[7], BFloat16Storage.Load512(ref stored[0], 13)[15],
        ];
    }
}
