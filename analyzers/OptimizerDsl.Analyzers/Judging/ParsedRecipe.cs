using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>What the front end makes of a recipe. All analyzers of one compilation share it, so that each recipe is read once.</summary>
/// <param name="Model">The model; null where the class cannot be generated for at all.</param>
/// <param name="Issues">What is wrong.</param>
internal sealed record ParsedRecipe(RecipeModel? Model, IReadOnlyList<Issue> Issues)
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<INamedTypeSymbol, ParsedRecipe>> s_known = new();

    public static ParsedRecipe Of(INamedTypeSymbol recipe, Compilation compilation, CancellationToken cancellation)
    {
        ConcurrentDictionary<INamedTypeSymbol, ParsedRecipe> known = s_known.GetValue(compilation, _ => new(SymbolEqualityComparer.Default));
        if (known.TryGetValue(recipe, out ParsedRecipe? found)) return found;
        var sink = new IssueSink();
        RecipeModel? model = RecipeParser.Parse(recipe, compilation, sink, cancellation);
        return known.GetOrAdd(recipe, new ParsedRecipe(model, sink.Issues));
    }
}
