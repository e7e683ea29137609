using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;

namespace OptimizerDsl.CodeFixes.Refactorings;

/// <summary>A warmup for a recipe that begins at its peak rate.</summary>
internal static class WarmupOffer
{
    // Of the run, where the rule has no wish of its own.
    private const double UsualShare = 0.05;

    public static IEnumerable<Offer> Of(RecipeFacts recipe, AttributeNames names)
    {
        if (recipe.Trace.First < recipe.Trace.Peak || recipe.Groups.Select(g => g.Attribute).FirstOrDefault(a => a is not null) is not AttributeData rule) yield break;
        long steps = recipe.Groups.Max(g => g.Rule.RecommendedWarmup);
        bool isKnown = recipe.Trace.IsHorizonKnown;
        if (isKnown && (steps <= 0 || steps >= recipe.Trace.Horizon)) steps = (long)Math.Round(UsualShare * recipe.Trace.Horizon);
        if (steps <= 0 || RuleTraits.WarmupOf(rule.AttributeClass) is not INamedTypeSymbol warmup) yield break;

        // Before the schedules, or else right behind the rule, if something is there.
        int behind = recipe.Places.Number(rule) + 1;
        int place = recipe.PhaseAttribute(0) is AttributeData first ? recipe.Places.Number(first) : behind < recipe.Places.All.Count ? behind : behind - 1;
        string title = $"Add warmup of {Numbers.Text(steps)} steps";
        yield return new(title, [new(FixKind.InsertBefore, place, $"{names.Of(warmup)}({KnownNames.Steps} = {Numbers.Text(steps)})", title)]);
    }
}
