using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>405: transforms that leave the sign of every gradient before a rule that looks at nothing else.</summary>
internal static class ClippingFindings
{
    public static IEnumerable<Finding> Of(RecipeFacts recipe)
    {
        Dictionary<int, GroupFacts[]> useless = recipe.Groups.SelectMany(g => UselessIn(g).Select(u => (u.Index, Group: g)))
            .GroupBy(p => p.Index).ToDictionary(p => p.Key, p => p.Select(x => x.Group).ToArray());
        foreach (KeyValuePair<int, GroupFacts[]> found in useless)
        {
            // A transform of several groups has to be of no use to all of them.
            if (recipe.Groups.Count(g => g.Model.BeforeRule.Any(f => f.Index == found.Key)) > found.Value.Length) continue;
            if (recipe.Places.Fragment(found.Key) is not AttributeData attribute) continue;
            string name = attribute.AttributeClass!.ShortName();
            yield return new(
                "ODSL405", DiagnosticSeverity.Info, recipe.Places.Of(attribute),
                $"{name} leaves the signs of gradients as they are, and {found.Value[0].Name} looks at nothing else. Remove it.",
                new Fix(FixKind.RemoveAttribute, recipe.Places.Number(attribute), "", $"Remove {name}"));
        }
    }

    /// <summary>From the rule backwards, for what stands before another transform or a gate may have an effect on that.</summary>
    private static IEnumerable<FragmentUse> UselessIn(GroupFacts group) =>
        group.Model.BeforeRule.Count == 0 || !group.Rule.IsSign ? [] : group.Model.BeforeRule.Reverse().TakeWhile(KeepsSigns);

    private static bool KeepsSigns(FragmentUse use)
    {
        if (use.Fragment.Kind != FragmentKind.Transform) return false;
        double[] gradients = [0.5, -3, 0, 1e-4, -0.2, 40, -1e-6, 0, 2], weights = [1, 1, -5, 1e4, 1e3, -2, 0.5, 3, 0];
        var probe = new FragmentProbe(use, KnownNames.Apply);
        for (int i = 0; i < gradients.Length; i++)
        {
            if (probe.Apply(i + 1, gradients[i], weights[i]) is not double after || double.IsNaN(after) || Math.Sign(after) != Math.Sign(gradients[i])) return false;
        }
        // To make a number of what is none is of use.
        return new FragmentProbe(use, KnownNames.Apply).Apply(1, double.NaN, 1) is double.NaN;
    }
}
