using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>304 and 313: settings with which a schedule does nothing, or does what the rule does already.</summary>
internal static class ScheduleSettingFindings
{
    // Momentum makes steps longer than the rate says; less than this is averaging.
    private const double LeastGain = 1.5;

    public static IEnumerable<Finding> Of(RecipeFacts recipe) => OfFactors(recipe).Concat(recipe.Groups.SelectMany(g => OfScheduleFree(recipe, g)));

    /// <summary>304: what is multiplied by again and again, and does not make smaller.</summary>
    private static IEnumerable<Finding> OfFactors(RecipeFacts recipe)
    {
        IEnumerable<(AttributeData? Attribute, Fragment Fragment, EquatableArray<HyperValue> Values)> schedules = recipe.Trace.Phases
            .Select((p, i) => (recipe.PhaseAttribute(i), p.Fragment, p.Values))
            .Concat(recipe.Model.Metrics.Select(m => (recipe.Places.Fragment(m.Index), m.Fragment, m.Values)));
        foreach ((AttributeData? attribute, Fragment fragment, EquatableArray<HyperValue> values) in schedules)
        {
            foreach (HyperValue factor in values.Where(v => v.Type == IrType.Double && v.Items.Count == 1))
            {
                double value = factor.Value.AsDouble;
                if (value is > 0 and < 1 || PropertyOf(attribute?.AttributeClass, factor.Name) is not IPropertySymbol property) continue;
                // Values outside of the range are said to be so.
                if (property.Attribute(KnownNames.DecayFactor) is null || !IsInRange(property, value)) continue;
                string name = $"{factor.Name} {Numbers.Text(value)} of {fragment.Name}";
                var fix = new Fix(FixKind.SetArgument, recipe.Places.Number(attribute), "0.95", $"Set {factor.Name} to 0.95") { Argument = factor.Name };
                bool isWrong = !(value > 0);
                string what = !isWrong ? value == 1 ? "is not below 1, so the rate never falls" : "is above 1, so the rate grows each time"
                    : value == 0 ? "is not above 0, so the rate is 0 after the first time" : "is not above 0, so the rate changes its sign each time";
                yield return new("ODSL304", isWrong ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, recipe.Places.Of(attribute, factor.Name), $"{name} {what}. Use 0.95.", fix);
            }
        }
    }

    /// <summary>313: a rule that averages in place of decay, under a decay or with momentum besides.</summary>
    private static IEnumerable<Finding> OfScheduleFree(RecipeFacts recipe, GroupFacts group)
    {
        if (!group.Rule.Traits.IsScheduleFree) yield break;
        CurveTrace trace = recipe.Trace;
        double fall = recipe.Thresholds.Of("ODSL313", "fall", 0.1);
        if (trace is { HasSchedule: true, IsSound: true, Peak: > 0 })
        {
            int index = Array.FindIndex(trace.Scales, trace.PeakIndex, s => s < (1 - fall) * trace.Peak);
            if (index >= 0)
            {
                PhaseFacts phase = PhaseFacts.At(recipe, trace.Steps[index]);
                yield return new("ODSL313", DiagnosticSeverity.Warning, phase.Location,
                    $"{phase.Name} lowers the rate of {group.Name}, which averages its steps in place of a decay and needs a rate that stays up. Remove {phase.Name}.", phase.Remove());
            }
        }
        if (!(group.Rule.Gain > LeastGain)) yield break;
        foreach (HyperValue hyper in group.Model.Rule.Values.Where(v => v.Type == IrType.Double && v.Items.Count == 1 && v.Value.AsDouble is > 0 and < 1))
        {
            FragmentUse without = group.Model.Rule with { Values = group.Model.Rule.Values.Select(v => v.Name == hyper.Name ? v with { Items = new(Constant.Double(0)) } : v).ToEquatableArray() };
            if (new RuleProbe(without).Gain() is not double gain || gain > LeastGain) continue;
            yield return new("ODSL313", DiagnosticSeverity.Warning, recipe.Places.Of(group.Attribute, hyper.Name),
                $"{hyper.Name} {Numbers.Text(hyper.Value.AsDouble)} makes steps of {group.Name} {Numbers.Rough(group.Rule.Gain.Value)} times as long, on top of the averaging that stands for momentum there. Use 0.",
                new Fix(FixKind.SetArgument, recipe.Places.Number(group.Attribute), "0", $"Set {hyper.Name} to 0") { Argument = hyper.Name });
            yield break;
        }
    }

    private static IPropertySymbol? PropertyOf(INamedTypeSymbol? type, string name)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is IPropertySymbol property) return property;
        }
        return null;
    }

    private static bool IsInRange(IPropertySymbol property, double value)
    {
        if (property.Attribute(KnownNames.ValidRange) is not { ConstructorArguments: [{ Value: double minimum }, { Value: double maximum }] } range) return true;
        bool isAbove = range.Named<bool>("MinimumIsExclusive") == true ? value > minimum : value >= minimum;
        return isAbove && (range.Named<bool>("MaximumIsExclusive") == true ? value < maximum : value <= maximum);
    }
}
