using System.Runtime.Intrinsics;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

public sealed class Block8StorageTests
{
    public static TheoryData<double, int> Blocks => new()
    {
        { 1, 64 }, { 1e-3, 64 }, { 1e30, 64 }, { 1e38, 64 }, { 1e-36, 64 }, { 1e-44, 64 }, { 0, 64 }, { 1, 1 }, { 1, 37 }, { 1e-20, 130 },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Stores_are_those_of_plain_arithmetic(double scale, int length)
    {
        foreach (bool isNeverNegative in (bool[])[false, true])
        {
            for (int seed = 0; seed < 50; seed++)
            {
                float[] values = Values(scale, length, isNeverNegative, seed);
                double[] expected = Array.ConvertAll(values, value => (double)value);
                for (int start = 0; start < length; start += 64)
                {
                    ReferenceBlock.Round(expected.AsSpan(start, Math.Min(64, length - start)), isNeverNegative, part: null);
                }

                Assert.Equal(expected, Stored(values, isNeverNegative));
            }
        }
    }

    [Fact]
    public void The_largest_is_exact_and_others_are_right_to_nine_sixteenths_of_a_step_within_the_range()
    {
        foreach (bool isNeverNegative in (bool[])[false, true])
        {
            float[] values = [1.2345f, .. Enumerable.Range(1, 63).Select(i => 1.2345f * MathF.Pow(2, -i * (isNeverNegative ? 31f : 15f) / 64))];
            double[] stored = Stored(values, isNeverNegative);
            Assert.Equal(values[0], stored[0]);
            Assert.All(values.Zip(stored), pair => Assert.InRange(Math.Abs(pair.Second - pair.First), 0, pair.First * 9 / 128));
        }
    }

    [Fact]
    public void What_is_never_negative_never_becomes_zero()
    {
        double[] stored = Stored([1, 1e-9f, 1e-20f, 1e-38f, float.Epsilon, 0], isNeverNegative: true);
        Assert.All(stored, value => Assert.InRange(value, 1e-10, 1));
        Assert.Equal([0, 0, 0], Stored([0, 0, 0], isNeverNegative: true));
        Assert.Equal([1, 0, 0], Stored([1, 1e-9f, -1e-9f], isNeverNegative: false));
    }

    [Fact]
    public void All_that_is_not_a_number_stays_so_and_the_rest_is_the_same_whatever_its_bits()
    {
        foreach (bool isNeverNegative in (bool[])[false, true])
        {
            double[] first = Stored([float.NaN, 1, 1e30f, float.PositiveInfinity], isNeverNegative);
            double[] second = Stored([BitConverter.UInt32BitsToSingle(0x7FFF_FFFF), 1, 1e30f, float.PositiveInfinity], isNeverNegative);
            Assert.Equal(double.NaN, first[0]);
            Assert.Equal(first, second);
            Assert.Equal([double.PositiveInfinity], Stored([float.PositiveInfinity], isNeverNegative));
        }
    }

    [Fact]
    public void Every_width_loads_the_same_also_where_it_straddles_two_blocks()
    {
        float[] values = Values(1, 192, isNeverNegative: true, seed: 3);
        foreach (bool isNeverNegative in (bool[])[false, true])
        {
            byte[] blocks = new byte[3 * Block8.Bytes];
            Block8Storage.Store(values, ref blocks[0], isSigned: !isNeverNegative);
            bool isSigned = !isNeverNegative;
            for (int place = 0; place <= 176; place++)
            {
                float[] expected = [.. Enumerable.Range(place, 16).Select(i => Block8Storage.Load(ref blocks[0], (nuint)i, isSigned))];
                var at = (nuint)place;
                Assert.Equal(Vector512.Create<float>(expected), Block8Storage.Load512(ref blocks[0], at, isSigned));
                Assert.Equal(Vector256.Create<float>(expected), Block8Storage.Load256(ref blocks[0], at, isSigned));
                Assert.Equal(Vector128.Create<float>(expected), Block8Storage.Load128(ref blocks[0], at, isSigned));
                if (place % 64 <= 48)
                {
                    Assert.Equal(Vector512.Create<float>(expected), Block8Storage.LoadAligned512(ref blocks[0], at, isSigned));
                    Assert.Equal(Vector256.Create<float>(expected), Block8Storage.LoadAligned256(ref blocks[0], at, isSigned));
                    Assert.Equal(Vector128.Create<float>(expected), Block8Storage.LoadAligned128(ref blocks[0], at, isSigned));
                }

                if (place % 16 == 0 && place % 64 <= 48)
                {
                    Assert.Equal(Vector512.Create<float>(expected), Block8Storage.LoadOfBlock512(ref blocks[place / 64 * Block8.Bytes], (nuint)place % 64, isSigned));
                }
            }
        }
    }

    private static float[] Values(double scale, int length, bool isNeverNegative, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ =>
        {
            // Over more than the range, and now and then zero.
            double value = random.Next(16) == 0 ? 0 : scale * random.NextDouble() * Math.Pow(2, -40 * random.NextDouble());
            return (float)(isNeverNegative || random.Next(2) == 0 ? value : -value);
        })];
    }

    private static double[] Stored(float[] values, bool isNeverNegative)
    {
        byte[] blocks = new byte[(values.Length + 63) / 64 * Block8.Bytes];
        Block8Storage.Store(values, ref blocks[0], isSigned: !isNeverNegative);
        return [.. values.Select((_, i) => (double)Block8Storage.Load(ref blocks[0], (nuint)i, !isNeverNegative))];
    }
}
