using Gallery.Page;

namespace Gallery.Figures;

/// <summary>
/// What the editor says of an Adam that is told to be quick, as it has to be in pictures of a few hundred steps.
/// </summary>
internal static class EagerAdam
{
    /// <summary>The remarks on a recipe whose Adam begins at a rate of 0.05.</summary>
    public static IReadOnlyList<Remark> Remarks(string recipe) =>
    [
        new(recipe, "suggestion", "ODSL101",
            "Learning rate 0.05 is above 0.01, the usual ceiling for Adam: each weight moves by about the rate in every step. Use 0.001."),
        new(recipe, "suggestion", "ODSL208",
            "Adam begins with its full rate of 0.05, when it has hardly measured the gradients. Let the rate rise over 2000 steps."),
    ];
}
