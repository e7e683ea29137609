using System.Runtime.Intrinsics;

namespace OptimizerDsl.Tests;

/// <summary>
/// Varying functions give the same bits in every lane of every width, and the same on every machine. These tests run again
/// without some instruction sets, see <see cref="InstructionLevelTests"/>.
/// </summary>
public sealed class VaryingBitsTests
{
    /// <summary>Where set, the widest vectors that this process may have.</summary>
    internal const string WidestVariable = "ODSL_WIDEST_VECTOR";

    private const int Random = 6_000;

    public static TheoryData<string, ulong, ulong> Functions => new()
    {
        { "Exp", 0x56B3_07A5_4263_805B, 0x58C9_D8C9_E210_D991 },
        { "Log", 0xC01E_D895_9FC6_142D, 0x3E87_12E9_5FF4_2F35 },
        { "Tanh", 0x5F43_5BD2_81EA_A66F, 0x2B1B_B08E_65BC_5B45 },
        { "Pow", 0x330E_554F_E626_B662, 0xA8A2_BED4_860C_E67E },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void All_widths_have_the_scalar_bits_and_those_are_the_same_everywhere(string name, ulong ofSingles, ulong ofDoubles)
    {
        VaryingFunction<float> single = VaryingFunctions.OfSingle.Single(function => function.Name == name);
        (float[] x, float[] y) = VaryingInputs.Singles(Random);
        uint[] expected = Array.ConvertAll(single.Run(0, x, y), BitsOf);
        foreach (int width in (int[])[128, 256, 512])
        {
            Assert.Equal(expected, Array.ConvertAll(single.Run(width, x, y), BitsOf));
        }

        VaryingFunction<double> wide = VaryingFunctions.OfDouble.Single(function => function.Name == name);
        (double[] u, double[] v) = VaryingInputs.Doubles(Random);
        ulong[] expectedWide = Array.ConvertAll(wide.Run(0, u, v), BitsOf);
        foreach (int width in (int[])[128, 256, 512])
        {
            Assert.Equal(expectedWide, Array.ConvertAll(wide.Run(width, u, v), BitsOf));
        }

        Assert.Equal((ofSingles.ToString("X16"), ofDoubles.ToString("X16")), (Checksum(expected.Select(bits => (ulong)bits)), Checksum(expectedWide)));
    }

    [Fact]
    public void This_process_has_no_wider_vectors_than_it_was_started_for()
    {
        int widest = int.Parse(Environment.GetEnvironmentVariable(WidestVariable) ?? "512", System.Globalization.CultureInfo.InvariantCulture);
        Assert.False(Vector512.IsHardwareAccelerated && widest < 512);
        Assert.False(Vector256.IsHardwareAccelerated && widest < 256);
        Assert.False(Vector128.IsHardwareAccelerated && widest < 128);
    }

    // NaNs have many bits, and those are nobody's promise.
    private static uint BitsOf(float x) => float.IsNaN(x) ? 0x7FC0_0000 : BitConverter.SingleToUInt32Bits(x);

    private static ulong BitsOf(double x) => double.IsNaN(x) ? 0x7FF8_0000_0000_0000 : BitConverter.DoubleToUInt64Bits(x);

    // FNV-1a, a word at a time.
    private static string Checksum(IEnumerable<ulong> words) =>
        words.Aggregate(14695981039346656037, (sum, word) => (sum ^ word) * 1099511628211).ToString("X16");
}
