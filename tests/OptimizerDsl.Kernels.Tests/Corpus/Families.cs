namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>The parts of the corpus.</summary>
internal static class Families
{
    public const string Library = nameof(Library);
    public const string Written = nameof(Written);
    public const string Intrinsics = nameof(Intrinsics);
    public const string Features = nameof(Features);
    public const string Drawn = nameof(Drawn);

    /// <summary>Drawn rules with more around them than clips.</summary>
    public const string DrawnWhole = nameof(DrawnWhole);

    /// <summary>Held against PyTorch's numbers, not run at every level.</summary>
    public const string Torch = nameof(Torch);
}
