namespace OptimizerDsl.Tests;

/// <summary>Tests that measure the whole process or starve the thread pool: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    internal const string Name = "alone";
}
