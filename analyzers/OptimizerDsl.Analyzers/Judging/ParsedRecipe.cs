using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>What the front end makes of a recipe. All analyzers of one compilation share it, so that each recipe is read once.</summary>
/// <param name="Model">The model; null where the class cannot be generated for at all.</param>
/// <param name="Issues">What is wrong.</param>
internal sealed record ParsedRecipe(RecipeModel? Model, IReadOnlyList<Issue> Issues)
{
    private static readonly OncePerRecipe<ParsedRecipe> s_known = new();

    public static ParsedRecipe Of(INamedTypeSymbol recipe, Compilation compilation, CancellationToken cancellation) => s_known.Of(recipe, compilation, () =>
    {
        var sink = new IssueSink();
        return new(RecipeParser.Parse(recipe, compilation, sink, cancellation), sink.Issues);
    });
}
