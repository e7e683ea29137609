using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>202, 203, 207 and 208: hyperparameters that vanish or dominate, decay that is rounded away, and a start at full rate.</summary>
internal static class NumericFindings
{
    // Half of the distance from 1 to the number below it: less than this taken from 1 leaves 1.
    private const double RoundedAway = 1.0 / (1 << 25);

    // Epsilons up to this have trained well, and those above are rare enough to be pointed at.
    private const double UsualEpsilon = 1e-2;

    public static IEnumerable<Finding> Of(RecipeFacts recipe) => recipe.Groups.SelectMany(group =>
        OfVanishing(recipe, group).Concat(OfDominating(recipe, group)).Concat(OfRoundedDecay(recipe, group)).Concat(OfStart(recipe, group)));

    private static IEnumerable<Finding> OfVanishing(RecipeFacts recipe, GroupFacts group)
    {
        if (recipe.Model.ElementType != ElementType.Single) yield break;
        foreach (HyperValue hyper in group.Model.Rule.Numbers().Where(h => IsSeenByElements(group.Model.Rule.Fragment, h.Name)))
        {
            double value = hyper.Value.AsDouble;
            float stored = (float)value;
            bool becomesInfinite = float.IsInfinity(stored) && !double.IsInfinity(value);
            if (stored != 0 && !becomesInfinite) continue;
            double? usual = group.Model.Rule.DefaultOf(hyper.Name) is double d && (float)d != 0 && !float.IsInfinity((float)d) ? d : null;
            string advice = usual is double number ? $"Use {Numbers.Text(number)}, or ElementType.Double" : "Use ElementType.Double";
            yield return new(
                "ODSL202", DiagnosticSeverity.Error, group.PlaceOf(hyper.Name),
                $"{hyper.Name} {Numbers.Text(value)} of {group.Name} becomes {(becomesInfinite ? "infinite" : "0")} in the recipe's element type, Single. {advice}.",
                [.. usual is double initial ? group.Set(hyper.Name, Numbers.Text(initial)) : [], ToDouble(recipe)]);
        }
    }

    // Uniform values are doubles; only those that meet the elements take on their type.
    private static bool IsSeenByElements(Fragment fragment, string hyper) => fragment.Methods
        .SelectMany(m => m.Lets.Select(l => l.Value).Concat(m.Outputs.Select(o => o.Value))).SelectMany(e => e.Descendants())
        .Any(e => e is Apply apply && apply.Op == Operators.Broadcast && apply[0] is Hyper read && read.Name == hyper);

    /// <summary>What makes the step of a rule depend on the size of gradients stands beside the root by which they are divided.</summary>
    private static IEnumerable<Finding> OfDominating(RecipeFacts recipe, GroupFacts group)
    {
        double usual = recipe.Thresholds.Of("ODSL203", "notice", UsualEpsilon);
        if (group.Attribute is null || !RangeFindings.IsSound(recipe, group.Attribute)) yield break;
        IReadOnlyDictionary<string, TypedConstant> written = Arguments.Of(group.Attribute);
        foreach (HyperValue hyper in group.Model.Rule.Numbers().Where(h => h.Value.AsDouble > usual && written.ContainsKey(h.Name)))
        {
            bool dominates = group.Rule.IsScaleInvariantLater == false && group.Rule.IsScaleInvariantWithout(hyper.Name);
            if (!dominates) continue;
            string value = Numbers.Text(hyper.Value.AsDouble);
            double? initial = group.Model.Rule.DefaultOf(hyper.Name) is double d && d > 0 && d <= usual ? d : null;
            yield return new(
                "ODSL203", DiagnosticSeverity.Info, group.PlaceOf(hyper.Name),
                $"{hyper.Name} {value} of {group.Name} outweighs gradients smaller than that, whose sizes are then not divided away. {(initial is double number ? $"Use {Numbers.Text(number)}" : "Lower it")} unless that is meant.",
                initial is double better ? group.Set(hyper.Name, Numbers.Text(better)) : []);
        }
    }

    private static IEnumerable<Finding> OfRoundedDecay(RecipeFacts recipe, GroupFacts group)
    {
        // Where steps go with the gradient, a decay may well be part of it, and is then not rounded by itself.
        bool isJudged = recipe.Model.ElementType == ElementType.Single && group.PeakRate > 0 && group.Rule.IsScaleInvariant;
        if (!isJudged || group.Rule.ShrinkAt(group.PeakRate) is not double left || left >= 1 || 1 - left >= RoundedAway) yield break;
        // A default that is lost is one that nobody asked for.
        if (group.Rule.DecayAt(group.PeakRate) is not string hyper || group.Attribute is null || !Arguments.Of(group.Attribute).ContainsKey(hyper)) yield break;
        yield return new(
            "ODSL207", DiagnosticSeverity.Info, group.PlaceOf(hyper),
            $"{hyper} of {group.Name} takes {Numbers.Rough(1 - left)} of a weight in a step, which Single rounds away, so weights never decay. Raise it, or use ElementType.Double.",
            ToDouble(recipe));
    }

    /// <summary>A rule that divides by what it has measured knows little at first, and its steps are long then.</summary>
    private static IEnumerable<Finding> OfStart(RecipeFacts recipe, GroupFacts group)
    {
        double first = group.Model.LearningRate * recipe.Trace.First;
        long warmup = group.Rule.RecommendedWarmup;
        if (warmup <= 0 || !(first >= group.Rule.SafeRate.Usual) || double.IsInfinity(first)) yield break;
        bool rises = recipe.Trace.Steps.Where(t => t < warmup).Any(t => recipe.Trace.ScaleAt(t) > recipe.Trace.First);
        // A warmup of more than a tenth of the plan would be remarked upon in turn.
        long steps = recipe.Trace.IsHorizonKnown ? Math.Min(warmup, recipe.Trace.Horizon / 10) : warmup;
        if (rises || steps == 0 || !RangeFindings.IsSound(recipe, group.Attribute)) yield break;
        yield return new(
            "ODSL208", DiagnosticSeverity.Info, group.RatePlace,
            $"{group.Name} begins with its full rate of {Numbers.Text(first)}, when it has hardly measured the gradients. Let the rate rise over {Numbers.Text(steps)} steps.",
            WarmupFix(recipe, group, steps));
    }

    private static Fix[] WarmupFix(RecipeFacts recipe, GroupFacts group, long steps)
    {
        if (group.Attribute is null || RuleTraits.WarmupOf(group.Attribute.AttributeClass) is not INamedTypeSymbol warmup) return [];
        // Before the schedules, or else right behind the rule, if something is there.
        int behind = recipe.Places.Number(group.Attribute) + 1;
        int place = recipe.PhaseAttribute(0) is AttributeData first ? recipe.Places.Number(first) : Math.Min(behind, recipe.Places.All.Count - 1);
        string text = $"{warmup.ShortName()}({KnownNames.Steps} = {Numbers.Text(steps)})";
        return [new(FixKind.InsertBefore, place, text, $"Add {text}")];
    }

    private static Fix ToDouble(RecipeFacts recipe) =>
        new(FixKind.SetArgument, recipe.Places.Number(recipe.Places.Find(KnownNames.Optimizer)), "ElementType.Double", "Compute in double") { Argument = "ElementType" };
}
