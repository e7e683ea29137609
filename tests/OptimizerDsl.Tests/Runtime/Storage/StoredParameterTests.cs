using System.Runtime.Intrinsics;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>A parameter of 16 bits and its copy in full: the copy counts while the parameter is the copy rounded.</summary>
public sealed class StoredParameterTests
{
    private const int Length = 31;

    private static readonly float[] s_masters =
        [0, -0f, 0.1f, -1 / 3f, 1.0001f, 3e-8f, 1e-40f, 65519, 1e30f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, BitConverter.UInt32BitsToSingle(0xFF81_2345)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_stored_is_loaded_with_all_its_bits(bool isHalf)
    {
        foreach (float master in s_masters)
        {
            (ushort[] words, float[] masters) = Stored(isHalf, master);
            Assert.All(LoadedAtEveryWidth(isHalf, words, masters), value => Assert.Equal(BitConverter.SingleToUInt32Bits(master), BitConverter.SingleToUInt32Bits(value)));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_somebody_wrote_since_counts_whatever_it_is(bool isHalf)
    {
        foreach (float master in s_masters)
        {
            (ushort[] words, float[] masters) = Stored(isHalf, master);
            foreach (int change in (int[])[1, 0x40, 0x8000, 0x7C00])
            {
                ushort[] written = [.. words.Select(word => (ushort)(word ^ change))];
                float expected = isHalf ? HalfStorage.Load(ref written[0], 0) : BFloat16Storage.Load(ref written[0], 0);
                Assert.All(LoadedAtEveryWidth(isHalf, written, masters), value => Assert.Equal(BitConverter.SingleToUInt32Bits(expected), BitConverter.SingleToUInt32Bits(value)));
            }
        }
    }

    [Fact]
    public void A_bfloat16_is_the_upper_half_of_a_float()
    {
        Assert.Equal(0x3F80, ((BFloat16)1f).Bits);
        Assert.Equal(1.0078125f, (float)BFloat16.FromBits(0x3F81));
        Assert.Equal((BFloat16)1f, (BFloat16)1.00390625f);
        Assert.Equal(BFloat16.FromBits(0x3F82), (BFloat16)1.01171875f);
        Assert.True((BFloat16)0f != (BFloat16)(-0f) && (BFloat16)float.NaN == (BFloat16)float.NaN);
        Assert.Equal(2, System.Runtime.CompilerServices.Unsafe.SizeOf<BFloat16>());
        Assert.Equal("-1.5", ((BFloat16)(-1.5f)).ToString(null, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static (ushort[] Words, float[] Masters) Stored(bool isHalf, float value)
    {
        (ushort[] words, float[] masters) = (new ushort[Length], new float[Length]);
        if (isHalf)
        {
            HalfStorage.StoreParameter(value, ref words[0], ref masters[0], 0);
            HalfStorage.StoreParameter128(Vector128.Create(value), ref words[0], ref masters[0], 1);
            HalfStorage.StoreParameter256(Vector256.Create(value), ref words[0], ref masters[0], 5);
            HalfStorage.StoreParameter512(Vector512.Create(value), ref words[0], ref masters[0], 13);
        }
        else
        {
            BFloat16Storage.StoreParameter(value, ref words[0], ref masters[0], 0);
            BFloat16Storage.StoreParameter128(Vector128.Create(value), ref words[0], ref masters[0], 1);
            BFloat16Storage.StoreParameter256(Vector256.Create(value), ref words[0], ref masters[0], 5);
            BFloat16Storage.StoreParameter512(Vector512.Create(value), ref words[0], ref masters[0], 13);
        }

        (words[29], words[30], masters[29], masters[30]) = (words[0], words[0], masters[0], masters[0]);
        Assert.Single(words.Distinct());
        return (words, masters);
    }

    private static float[] LoadedAtEveryWidth(bool isHalf, ushort[] words, float[] masters) => isHalf
        ?
        [
            HalfStorage.LoadParameter(ref words[0], ref masters[0], 3), HalfStorage.LoadParameter128(ref words[0], ref masters[0], 2)[3],
            HalfStorage.LoadParameter256(ref words[0], ref masters[0], 9)[7], HalfStorage.LoadParameter512(ref words[0], ref masters[0], 14)[15],
        ]
        :
        [
            BFloat16Storage.LoadParameter(ref words[0], ref masters[0], 3), BFloat16Storage.LoadParameter128(ref words[0], ref masters[0], 2)[3],
            BFloat16Storage.LoadParameter256(ref words[0], ref masters[0], 9)[7], BFloat16Storage.LoadParameter512(ref words[0], ref masters[0], 14)[15],
        ];
}
