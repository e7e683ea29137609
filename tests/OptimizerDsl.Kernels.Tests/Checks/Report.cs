using System.Globalization;
using System.Numerics;
using OptimizerDsl.Kernels.Tests.Running;

namespace OptimizerDsl.Kernels.Tests.Checks;

/// <summary>What the checks of one process found.</summary>
internal sealed class Report
{
    private readonly List<string> _failures = [];

    /// <summary>The number of vectors that were compared.</summary>
    public long Comparisons { get; private set; }

    /// <summary>The number of values in them.</summary>
    public long Values { get; private set; }

    /// <summary>How many of the values were numbers: comparisons of NaN alone would tell nothing.</summary>
    public long Numbers { get; private set; }

    public IReadOnlyList<string> Failures => _failures;

    /// <summary>By recipe, the fingerprint of all its results.</summary>
    public SortedDictionary<string, ulong> Fingerprints { get; } = new(StringComparer.Ordinal);

    public void Fail(string message) => _failures.Add(message);

    /// <summary>Compares what a kernel made of a vector with what it should be.</summary>
    /// <returns>Whether they are equal.</returns>
    public bool Compare<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, Fingerprint fingerprint, Func<string> what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Comparisons++;
        Values += actual.Length;
        foreach (T value in actual)
        {
            if (T.IsFinite(value)) Numbers++;
        }

        fingerprint.Add(actual);
        int different = Bits.FirstDifference(expected, actual);
        if (different < 0) return true;
        string place = string.Create(CultureInfo.InvariantCulture, $"{what()}, element {different} of {expected.Length}");
        Fail($"{place}: should be {Bits.Text(expected[different])}, is {Bits.Text(actual[different])}");
        return false;
    }
}
