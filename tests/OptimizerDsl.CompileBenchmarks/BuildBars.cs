namespace OptimizerDsl.CompileBenchmarks;

internal static class BuildBars
{
    public static IEnumerable<Bar> Measure() => [];
}
