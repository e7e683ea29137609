using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checks;

/// <summary>The comparison that all checks rest on sees single bits, and takes all NaN for one.</summary>
public sealed class ReportTests
{
    [Fact]
    public void Zeros_of_two_signs_differ() => Differs([1, 0f, 3], [1, -0f, 3], "element 1 of 3: should be 0 (0x0), is -0 (0x80000000)");

    [Fact]
    public void The_last_bit_counts() => Differs([1, 2, float.BitIncrement(3)], [1, 2, 3f], "element 2 of 3");

    [Fact]
    public void A_NaN_is_no_number() => Differs([1, float.NaN, 3f], [1, 2, 3], "element 1 of 3: should be NaN");

    [Fact]
    public void All_NaN_are_one()
    {
        double other = BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_1234);
        (Report first, Report second) = (new(), new());
        (Fingerprint of, Fingerprint same) = (new(), new());
        Assert.True(first.Compare<double>([double.NaN, 1], [-double.NaN, 1], of, () => "x"));
        Assert.True(second.Compare<double>([double.NaN, 1], [other, 1], same, () => "x"));
        Assert.Equal(of.Value, same.Value);
        Assert.Equal((1, 2, 1), (first.Comparisons, first.Values, first.Numbers));
    }

    [Fact]
    public void Fingerprints_tell_results_and_their_order_apart()
    {
        static ulong Of(params double[] values)
        {
            var fingerprint = new Fingerprint();
            fingerprint.Add<double>(values);
            return fingerprint.Value;
        }

        Assert.Equal(5, new[] { Of(), Of(0.0), Of(-0.0), Of(1, 2), Of(2, 1) }.Distinct().Count());
    }

    private static void Differs(float[] expected, float[] actual, string words)
    {
        var report = new Report();
        Assert.False(report.Compare<float>(expected, actual, new Fingerprint(), () => "here"));
        Assert.Contains(words, Assert.Single(report.Failures), StringComparison.Ordinal);
        Assert.StartsWith("here", report.Failures[0], StringComparison.Ordinal);
    }
}
