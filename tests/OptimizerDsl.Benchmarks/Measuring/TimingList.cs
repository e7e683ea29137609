namespace OptimizerDsl.Benchmarks.Measuring;

internal static class TimingList
{
    /// <summary>How many times as long as the first contender another one took; null where it did not run.</summary>
    internal static double? RatioOf(this IEnumerable<Timing> timings, string name) => timings.FirstOrDefault(timing => timing.Name == name)?.Ratio;
}
