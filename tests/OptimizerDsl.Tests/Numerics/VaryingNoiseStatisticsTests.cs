using System.Runtime.Intrinsics;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>
/// Noise is as random as it says. All draws are fixed by their seeds, so these tests pass always or never; bounds are of the
/// order of one failure in 10 000 for a good generator.
/// </summary>
public sealed class VaryingNoiseStatisticsTests
{
    private const int Count = 1 << 16;

    public enum Kind
    {
        UniformSingle,
        UniformDouble,
        NormalSingle,
        NormalDouble,
    }

    public static TheoryData<Kind> Kinds => [.. Enum.GetValues<Kind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_distribution_is_the_one_it_says(Kind kind)
    {
        bool isNormal = kind is Kind.NormalSingle or Kind.NormalDouble;
        double sum = 0;
        const int Seeds = 8;
        for (int seed = 0; seed < Seeds; seed++)
        {
            double distance = NormalDistribution.Distance(Sample(kind, seed, 1), isNormal ? NormalDistribution.Below : x => x);
            Assert.InRange(distance, 0.3, 1.95);
            sum += distance;
        }

        // The mean of Kolmogorov's distribution is sqrt(π/2) ln 2 = 0.869, its deviation 0.26.
        Assert.InRange(sum / Seeds, 0.869 - 0.36, 0.869 + 0.36);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Moments(Kind kind)
    {
        // Mean, and mean and deviation of the second to fourth powers of what is left.
        bool isNormal = kind is Kind.NormalSingle or Kind.NormalDouble;
        double[] x = Sample(kind, 11, 5);
        double mean = isNormal ? 0 : 0.5;
        double variance = isNormal ? 1 : 1.0 / 12;
        (double Mean, double Deviation)[] powers = isNormal
            ? [(0, 1), (1, Math.Sqrt(2)), (0, Math.Sqrt(15)), (3, Math.Sqrt(96))]
            : [(0, Math.Sqrt(1.0 / 12)), (1.0 / 12, Math.Sqrt(1.0 / 180)), (0, Math.Sqrt(1.0 / 448)), (1.0 / 80, Math.Sqrt(1.0 / 2304 - 1.0 / 6400))];
        for (int power = 1; power <= 4; power++)
        {
            double average = x.Average(value => Math.Pow(value - mean, power));
            Assert.InRange((average - powers[power - 1].Mean) / powers[power - 1].Deviation * Math.Sqrt(Count), -4, 4);
        }

        Assert.Equal(variance, powers[1].Mean);
        Assert.All(x, value => Assert.True(isNormal ? Math.Abs(value) < 6.8 : value is >= 0 and < 1));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Neighbours_steps_and_seeds_are_uncorrelated(Kind kind)
    {
        double[] x = Sample(kind, 3, 1);
        foreach (int lag in (int[])[1, 2, 3, 4, 8, 16, 64, 1024, 4096])
        {
            Uncorrelated(x[lag..], x[..^lag]);
        }

        Uncorrelated(x, Sample(kind, 3, 2));
        Uncorrelated(x, Sample(kind, 4, 1));
        Uncorrelated(x, Sample(kind, 1, 3));
        Uncorrelated(x, Sample(kind, 3 + (1L << 32), 1));
        Uncorrelated(x, Sample(kind, 3, 1 + (1L << 32)));
        Uncorrelated(Array.ConvertAll(x, value => value * value), Array.ConvertAll(Sample(kind, 3, 2), value => value * value));
    }

    [Fact]
    public void A_uniform_and_a_normal_value_of_one_seed_are_uncorrelated()
    {
        Uncorrelated(Sample(Kind.UniformSingle, 3, 1), Sample(Kind.NormalSingle, 3, 1));
        Uncorrelated(Sample(Kind.UniformSingle, 3, 1), Array.ConvertAll(Sample(Kind.NormalSingle, 3, 1), Math.Abs));
        Uncorrelated(Sample(Kind.UniformDouble, 3, 1), Array.ConvertAll(Sample(Kind.NormalDouble, 3, 1), Math.Abs));
    }

    [Fact]
    public void Every_bit_is_set_half_of_the_time()
    {
        double[] single = Sample(Kind.UniformSingle, 9, 1);
        double[] wide = Sample(Kind.UniformDouble, 9, 1);
        for (int bit = 1; bit <= 53; bit++)
        {
            Balanced(wide.Count(value => (long)Math.ScaleB(value, bit) % 2 == 1));
            if (bit <= 24)
            {
                Balanced(single.Count(value => (long)Math.ScaleB(value, bit) % 2 == 1));
            }
        }

        static void Balanced(int ones) => Assert.InRange((ones - Count / 2.0) / Math.Sqrt(Count / 4.0), -4, 4);
    }

    [Fact]
    public void No_two_streams_share_anything()
    {
        var keys = new HashSet<ulong>();
        var values = new HashSet<double>();
        for (int seed = 0; seed <= 1000; seed++)
        {
            for (int step = 1; step <= 50; step++)
            {
                Assert.True(keys.Add(VaryingNoise.Key(seed, step)));
            }

            // Of 53 bits, 8 million billions: 20 000 different draws have no two alike, but for one case in 45 millions.
            ulong key = VaryingNoise.Key(seed, 1);
            for (ulong element = 0; element < 20; element++)
            {
                Assert.True(values.Add(VaryingNoise.UniformDouble(element, key)));
            }
        }
    }

    private static void Uncorrelated(double[] x, double[] y)
    {
        double meanX = x.Average();
        double meanY = y.Average();
        double xy = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        double correlation = xy / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
        Assert.InRange(correlation * Math.Sqrt(x.Length), -4, 4);
    }

    private static double[] Sample(Kind kind, long seed, long step)
    {
        ulong key = VaryingNoise.Key(seed, step);
        var sample = new double[Count];
        var lanes = new float[Vector512<float>.Count];
        for (int i = 0; i < Count; i += kind is Kind.UniformSingle or Kind.NormalSingle ? Vector512<float>.Count : Vector512<double>.Count)
        {
            switch (kind)
            {
                case Kind.UniformDouble:
                    VaryingNoise.UniformDouble512((ulong)i, key).CopyTo(sample, i);
                    break;
                case Kind.NormalDouble:
                    VaryingNoise.NormalDouble512((ulong)i, key).CopyTo(sample, i);
                    break;
                default:
                    (kind == Kind.UniformSingle ? VaryingNoise.UniformSingle512((ulong)i, key) : VaryingNoise.NormalSingle512((ulong)i, key)).CopyTo(lanes);
                    Array.ConvertAll(lanes, value => (double)value).CopyTo(sample, i);
                    break;
            }
        }

        return sample;
    }
}
