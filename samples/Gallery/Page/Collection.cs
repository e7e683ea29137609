using Gallery.Figures;

namespace Gallery.Page;

/// <summary>All figures, in the order of the page.</summary>
internal static class Collection
{
    public static IReadOnlyList<IFigure> Figures { get; } =
    [
        new RateSizes(), new Decays(), new Plateau(), new BoldDriving(), new Ravine(), new Saddle(), new Inflection(), new Saturation(),
        new DyingRelu(), new AdaptiveRules(),
    ];
}
