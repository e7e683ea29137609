using System.Runtime.Intrinsics;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>An element's noise has the same bits at every width and in every lane, and the same on every machine.</summary>
public sealed class VaryingNoiseBitsTests
{
    // Where the low word of an element's number overflows, in any lane, is a place of its own.
    private static readonly ulong[] _starts = [0, 1, 5, 1_000_003, uint.MaxValue - 20ul, (1ul << 40) - 7, (1ul << 62) + 12345];

    [Theory]
    [InlineData(0x0000_0000_0000_0000, 0x0000_0000_0000_0000, 0x99BA_4EFE_6B20_0159)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFF, 0xBB00_2BE7_1CB9_96FC)]
    [InlineData(0x0370_7344_1319_8A2E, 0x85A3_08D3_243F_6A88, 0x483D_F7A0_C492_3A9C)]
    public void The_generator_gives_the_known_answers_of_Random123(ulong key, ulong counter, ulong expected)
    {
        Bits1<uint> first = (uint)counter;
        Bits1<uint> second = (uint)(counter >> 32);
        Threefry.Encrypt(key, ref first, ref second);
        Assert.Equal(expected, first.Value | ((ulong)second.Value << 32));
        Assert.Equal(expected, VaryingNoise.Key((long)key, (long)counter));
    }

    [Fact]
    public void Single_lanes_are_consecutive_elements()
    {
        foreach (ulong key in (ulong[])[0, VaryingNoise.Key(7, 3)])
        {
            foreach (ulong start in _starts)
            {
                for (ulong at = start; at < start + 21; at += 4)
                {
                    AssertLanes<float>(
                        element => VaryingNoise.UniformSingle(element, key),
                        at,
                        VaryingNoise.UniformSingle128(at, key),
                        VaryingNoise.UniformSingle256(at, key),
                        VaryingNoise.UniformSingle512(at, key));
                    AssertLanes<float>(
                        element => VaryingNoise.NormalSingle(element, key),
                        at,
                        VaryingNoise.NormalSingle128(at, key),
                        VaryingNoise.NormalSingle256(at, key),
                        VaryingNoise.NormalSingle512(at, key));
                }
            }
        }
    }

    [Fact]
    public void Double_lanes_are_consecutive_elements()
    {
        foreach (ulong key in (ulong[])[0, VaryingNoise.Key(7, 3)])
        {
            foreach (ulong start in _starts)
            {
                for (ulong at = start; at < start + 21; at += 4)
                {
                    AssertLanes<double>(
                        element => VaryingNoise.UniformDouble(element, key),
                        at,
                        VaryingNoise.UniformDouble128(at, key),
                        VaryingNoise.UniformDouble256(at, key),
                        VaryingNoise.UniformDouble512(at, key));
                    AssertLanes<double>(
                        element => VaryingNoise.NormalDouble(element, key),
                        at,
                        VaryingNoise.NormalDouble128(at, key),
                        VaryingNoise.NormalDouble256(at, key),
                        VaryingNoise.NormalDouble512(at, key));
                }
            }
        }
    }

    [Fact]
    public void The_bits_are_the_same_everywhere()
    {
        ulong key = VaryingNoise.Key(-5, 1L << 40);
        ulong sum = 14695981039346656037;
        for (ulong element = 0; element < 2000; element++)
        {
            Add(BitConverter.SingleToUInt32Bits(VaryingNoise.UniformSingle(element, key)));
            Add(BitConverter.SingleToUInt32Bits(VaryingNoise.NormalSingle(element, key)));
            Add(BitConverter.DoubleToUInt64Bits(VaryingNoise.UniformDouble(element, key)));
            Add(BitConverter.DoubleToUInt64Bits(VaryingNoise.NormalDouble(element, key)));
        }

        Assert.Equal("236CA81269077CBA", sum.ToString("X16"));

        void Add(ulong word) => sum = (sum ^ word) * 1099511628211;
    }

    private static void AssertLanes<T>(Func<ulong, T> scalar, ulong first, Vector128<T> of128, Vector256<T> of256, Vector512<T> of512)
        where T : struct
    {
        for (int lane = 0; lane < Vector512<T>.Count; lane++)
        {
            T expected = scalar(first + (ulong)lane);
            Assert.True(
                expected.Equals(of512[lane])
                && (lane >= Vector256<T>.Count || expected.Equals(of256[lane]))
                && (lane >= Vector128<T>.Count || expected.Equals(of128[lane])),
                $"Lane {lane} from {first} on is not {expected}.");
        }
    }
}
