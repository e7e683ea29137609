using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>401, 402 and 403: weight decay that flips weights, that is scaled like a gradient, or that forgets within an epoch.</summary>
internal static class DecayFindings
{
    private const int ManySteps = 64;

    public static IEnumerable<Finding> Of(RecipeFacts recipe) => recipe.Groups.SelectMany(group =>
        group.PeakRate > 0 && !double.IsInfinity(group.PeakRate) ? OfShrinking(recipe, group).Concat(OfFolded(recipe, group)).Concat(OfTransforms(recipe, group)) : []);

    private static IEnumerable<Finding> OfShrinking(RecipeFacts recipe, GroupFacts group)
    {
        if (group.Rule.ShrinkAt(group.PeakRate) is not double left || left == 1 || double.IsInfinity(left)) yield break;
        // What takes weights away by no hyperparameter is how the rule is meant to work.
        if (group.Rule.DecayAt(group.PeakRate) is not string hyper) yield break;
        double share = 1 - left;
        if (share is > 0 and < 1)
        {
            foreach (Finding finding in OfTimeScale(recipe, group, hyper, share)) yield return finding;
            yield break;
        }
        if (!RangeFindings.IsSound(recipe, group.Attribute)) yield break;
        bool grows = Math.Abs(left) > 1 && group.Rule.Probe.Run(1, group.PeakRate, ManySteps, (_, _) => 0) is double[] path && !(Math.Abs(path[ManySteps - 1]) <= 1);
        string consequence = grows ? left < 0 ? "flips and grows without bound" : "grows without bound" : left == 0 ? "is forgotten in every step" : "flips in every step";
        yield return new(
            "ODSL401", grows ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, group.PlaceOf(hyper),
            $"{Subject(group, hyper)} at rate {Numbers.Text(group.PeakRate)} multiplies weights by {Numbers.Rough(left)} in a step, so each {consequence}. {Advice(recipe, group, hyper, share, out Fix[] fixes)}",
            fixes);
    }

    private static IEnumerable<Finding> OfTimeScale(RecipeFacts recipe, GroupFacts group, string hyper, double share)
    {
        long epoch = recipe.Model.Plan.StepsPerEpoch;
        double notice = recipe.Thresholds.Of("ODSL403", "notice", 1), warn = recipe.Thresholds.Of("ODSL403", "warn", 0.1);
        if (epoch == 0 || !(1 / share < notice * epoch)) yield break;
        // Language models have trained well with a decay of a little less than an epoch, so only far less is a warning.
        yield return new(
            "ODSL403", 1 / share < warn * epoch ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, group.PlaceOf(hyper),
            $"{Subject(group, hyper)} at rate {Numbers.Text(group.PeakRate)} forgets weights within {Numbers.Rough(1 / share)} steps, which is less than an epoch of {Numbers.Text(epoch)}. {Advice(recipe, group, hyper, share, out Fix[] fixes)}",
            fixes);
    }

    private static IEnumerable<Finding> OfFolded(RecipeFacts recipe, GroupFacts group)
    {
        if (!group.Rule.IsScaleInvariant || !group.Rule.Probe.FoldsDecayIntoGradient(group.PeakRate) || group.Rule.DecayAt(group.PeakRate) is not string hyper) yield break;
        string advice = "Decay weights apart from the gradient.";
        Fix[] fixes = [];
        if (group.Rule.Traits.Decoupled is INamedTypeSymbol other)
        {
            advice = $"Use {other.ShortName()}.";
            if (group.Attribute is not null) fixes = [new(FixKind.Rename, recipe.Places.Number(group.Attribute), other.ShortName(), $"Use {other.ShortName()}")];
        }
        else if (group.Model.Rule.SwitchFor(u => new RuleProbe(u).ShrinkAt(group.PeakRate) is < 1) is string apart)
        {
            advice = $"Set {apart}.";
            fixes = group.Set(apart, "true");
        }
        yield return new(
            "ODSL402", DiagnosticSeverity.Info, group.PlaceOf(hyper),
            $"{hyper} of {group.Name} joins the gradient, whose size {group.Name} divides away, so weights with large gradients hardly decay. {advice}", fixes);
    }

    /// <summary>A transform that makes a gradient of a weight decays it, too.</summary>
    private static IEnumerable<Finding> OfTransforms(RecipeFacts recipe, GroupFacts group)
    {
        FragmentUse[] transforms = group.Model.BeforeRule.Where(f => f.Fragment.Kind == FragmentKind.Transform).ToArray();
        if (transforms.Length == 0 || !group.Rule.IsScaleInvariant) yield break;
        foreach (FragmentUse transform in transforms)
        {
            double? AtRest(double w) => new FragmentProbe(transform, KnownNames.Apply).Apply(1, 0, w);
            bool decays = AtRest(1) is double one && one > 0 && AtRest(-2) is double two && Math.Abs(two + 2 * one) <= 1e-9 * one && AtRest(0) == 0;
            if (!decays) continue;
            string advice = group.Rule.Traits.Decoupled is INamedTypeSymbol other ? $"Use {other.ShortName()} with a decay of its own." : "Use a decay of the rule's own.";
            yield return new(
                "ODSL402", DiagnosticSeverity.Info, recipe.Places.Of(recipe.Places.Fragment(transform.Index)),
                $"{transform.Fragment.Name} joins the gradient, whose size {group.Name} divides away, so weights with large gradients hardly decay. {advice}");
        }
    }

    private static string Subject(GroupFacts group, string hyper) => $"{hyper} {Numbers.Text(group.Hyper(hyper) ?? 0)} of {group.Name}";

    /// <summary>The decay that forgets over the run.</summary>
    private static string Advice(RecipeFacts recipe, GroupFacts group, string hyper, double share, out Fix[] fixes)
    {
        string advised = Numbers.Rough(Math.Abs((group.Hyper(hyper) ?? 0) / (share * recipe.Trace.Horizon)));
        fixes = group.Set(hyper, advised);
        return $"Use {advised}.";
    }
}
