using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>406: averages that remember more steps than the plan has.</summary>
internal static class AveragingFindings
{
    public static IEnumerable<Finding> Of(RecipeFacts recipe)
    {
        long plan = recipe.Model.Plan.Steps;
        if (plan <= 0) yield break;
        foreach (FragmentUse use in recipe.Model.Groups.SelectMany(g => g.Averaging).GroupBy(u => u.Index).Select(g => g.First()))
        {
            if (recipe.Places.Fragment(use.Index) is not AttributeData attribute || !RangeFindings.IsSound(recipe, attribute)) continue;
            if (ShareOfOneStep(use, plan) is not double share || !(1 / share > plan)) continue;
            string? decay = use.Numbers().FirstOrDefault(h => Math.Abs(1 - h.Value.AsDouble - share) <= 1e-9 * share)?.Name;
            string advised = Numbers.Text(1 - Numbers.Round(10.0 / plan));
            var fixes = new List<Fix>();
            bool isShorter = decay is not null && plan > 10;
            if (isShorter) fixes.Add(Set(recipe, attribute, decay!, advised));
            if (use.SwitchFor(u => ShareOfOneStep(u, plan) is null) is string rising) fixes.Add(Set(recipe, attribute, rising, "true"));
            yield return new(
                "ODSL406", DiagnosticSeverity.Warning, recipe.Places.Of(attribute, decay),
                $"{use.Fragment.Name} remembers about {Numbers.Rough(1 / share)} steps, and the plan has {Numbers.Text(plan)}, so it is still near its beginning at the end. {(isShorter ? $"Use {advised}." : "Use a shorter one.")}",
                [.. fixes]);
        }
    }

    /// <summary>What part of the average one step's parameters become; null where that differs from step to step.</summary>
    private static double? ShareOfOneStep(FragmentUse use, long plan)
    {
        double? share = null;
        foreach (long count in (long[])[2, plan / 2, plan / 2 + 1, plan - 1, plan])
        {
            if (count < 2) continue;
            if (new FragmentProbe(use, KnownNames.Average).Average(count, 1, 0) is not double part || !(part > 0)) return null;
            if (share is double before && Math.Abs(part - before) > 1e-9 * before) return null;
            share = part;
        }
        return share;
    }

    private static Fix Set(RecipeFacts recipe, AttributeData attribute, string argument, string text) =>
        new(FixKind.SetArgument, recipe.Places.Number(attribute), text, $"Set {argument} to {text}") { Argument = argument };
}
