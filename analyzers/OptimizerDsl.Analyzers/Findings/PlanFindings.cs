using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>308 and 309: schedules that are shorter or longer than the plan.</summary>
internal static class PlanFindings
{
    public static IEnumerable<Finding> Of(RecipeFacts recipe)
    {
        CurveTrace trace = recipe.Trace;
        long plan = recipe.Model.Plan.Steps;
        // What counts in another unit has another length as a consequence.
        if (plan == 0 || !trace.HasSchedule || !trace.IsSound || EpochFindings.AreMistakenForSteps(recipe) || EpochFindings.AreCallsMistakenForSteps(recipe)) return [];
        var last = new PhaseFacts(recipe, trace.Phases.Count - 1);
        return last.End < plan ? OfShort(recipe, last, plan) : last.IsWritten(KnownNames.Steps) && last.End > plan ? OfLong(recipe, last, plan) : [];
    }

    private static IEnumerable<Finding> OfShort(RecipeFacts recipe, PhaseFacts last, long plan)
    {
        CurveTrace trace = recipe.Trace;
        string end = Numbers.Text(last.End), held = Numbers.Rough(recipe.Groups[0].Model.LearningRate * trace.Last);
        Fix fill = last.Set(KnownNames.Steps, plan - last.Phase.Start);
        if (last.IsBounded)
        {
            yield return new("ODSL309", DiagnosticSeverity.Warning, last.Place(KnownNames.Steps),
                $"{last.Name} is made for exactly its length and ends at step {end}, while the plan has {Numbers.Text(plan)}: the rest runs at a rate of {held}. Set {fill.Argument} = {fill.Text}.", fill);
        }
        // A length that changes nothing about the curve is only a note to its reader.
        else if (Differs(trace, last.With(KnownNames.Steps, plan - last.Phase.Start)))
        {
            yield return new("ODSL308", DiagnosticSeverity.Info, last.Place(KnownNames.Steps),
                $"The schedules end at step {end} of {Numbers.Text(plan)}, and the rest of the plan runs at a rate of {held}. Set {fill.Argument} = {fill.Text}, or leave it out.", fill);
        }
    }

    private static IEnumerable<Finding> OfLong(RecipeFacts recipe, PhaseFacts last, long plan)
    {
        CurveTrace trace = recipe.Trace;
        double rate = recipe.Groups[0].Model.LearningRate, end = trace.ScaleAt(last.End - 1);
        // A warmup that is too long is another finding.
        if (Rise.Of(trace) is { IsWhole: true } rise && rise.Length >= plan) yield break;
        if (last.Phase.Start >= plan)
        {
            yield return new("ODSL308", DiagnosticSeverity.Info, last.Location,
                $"{last.Name} would begin at step {Numbers.Text(last.Phase.Start)}, and the plan ends at {Numbers.Text(plan)}. Shorten what comes before, or remove it.", last.Remove());
        }
        else if (Math.Abs(end - trace.Last) > 0.01 * trace.Peak)
        {
            Fix fill = last.Set(KnownNames.Steps, plan - last.Phase.Start);
            yield return new("ODSL308", DiagnosticSeverity.Info, last.Place(KnownNames.Steps),
                $"The schedules end at step {Numbers.Text(last.End)}, and the {Numbers.Text(plan)}-step plan stops at a rate of {Numbers.Rough(rate * trace.Last)}, before they reach {Numbers.Rough(rate * end)}. Set {fill.Argument} = {fill.Text}, or leave it out.", fill);
        }
    }

    private static bool Differs(CurveTrace trace, CurveTrace other)
    {
        double[] fractions = [0.1, 0.25, 0.5, 0.75, 0.9];
        return fractions.Any(f => !(Math.Abs(trace.ScaleAt((long)(f * (trace.Horizon - 1))) - other.ScaleAt((long)(f * (trace.Horizon - 1)))) <= 0.001 * trace.Peak));
    }
}
