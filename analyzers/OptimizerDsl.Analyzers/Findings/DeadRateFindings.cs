using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>305 and 306: rates that fall so far that the rest of the run does nothing.</summary>
internal static class DeadRateFindings
{
    public static IEnumerable<Finding> Of(RecipeFacts recipe)
    {
        CurveTrace trace = recipe.Trace;
        if (!trace.IsSound || !(trace.Peak > 0)) return [];
        Finding[] dead = trace.HasSchedule && trace.IsHorizonKnown && !EpochFindings.AreMistakenForSteps(recipe) ? OfDead(recipe).ToArray() : [];
        return dead.Length > 0 ? dead : recipe.Groups.SelectMany(g => OfTiny(recipe, g));
    }

    /// <summary>305: zero in the element type, or a thousandth of the peak, for long.</summary>
    private static IEnumerable<Finding> OfDead(RecipeFacts recipe)
    {
        CurveTrace trace = recipe.Trace;
        double part = recipe.Thresholds.Of("ODSL305", "part", 1e-3), share = recipe.Thresholds.Of("ODSL305", "share", 0.5), zeros = recipe.Thresholds.Of("ODSL305", "zeros", 0.1);
        double rate = recipe.Groups.Max(g => g.Model.LearningRate);
        // The smallest number that is not rounded to 0.
        double least = recipe.Model.ElementType == ElementType.Double ? double.Epsilon : float.Epsilon / 2.0;
        if (!(rate > 0)) yield break;

        // A thousandth itself, as three falls by ten leave it, is one.
        DeadTail? small = DeadTail.Below(trace, part * trace.Peak * (1 - 1e-9)), zero = DeadTail.Below(trace, least / rate);
        bool isSmall = small is not null && small.Share > share && small.OfMovement < DeadTail.Movement, isZero = zero is not null && zero.Share > zeros;
        if (!isSmall && !isZero) yield break;
        DeadTail tail = isZero && !(isSmall && small!.Share > zero!.Share) ? zero! : small!;
        PhaseFacts phase = PhaseFacts.At(recipe, tail.Step);
        string below = tail == zero ? "to 0" : $"below {Numbers.Text(part)} of its peak";
        (Fix? fix, string advice) = Slower(recipe, phase, part);
        yield return new("ODSL305", DiagnosticSeverity.Warning, phase.Location,
            $"The rate falls {below} at step {Numbers.Text(tail.Step)}, and {Numbers.Percent(tail.Share)} of the {Numbers.Text(trace.Horizon)} steps train nothing. {advice}.", fix is null ? [] : [fix]);
    }

    /// <summary>What keeps the rate alive: intervals of epochs in place of steps, or a length that is the run's.</summary>
    private static (Fix? Fix, string Advice) Slower(RecipeFacts recipe, PhaseFacts phase, double part)
    {
        long epoch = recipe.Model.Plan.StepsPerEpoch;
        foreach (HyperValue count in epoch > 1 ? phase.StepCounts.Where(c => c.Items.Count == 1 && c.Name != KnownNames.Steps) : [])
        {
            double now = count.Type == IrType.Long ? count.Value.Bits : count.Value.AsDouble, slower = Math.Max(now, 1) * epoch;
            CurveTrace tried = phase.With(count.Name, slower);
            if (!tried.IsSound || tried.Last < part * tried.Peak) continue;
            Fix fix = phase.Set(count.Name, slower);
            return (fix, $"Decay per epoch: set {fix.Argument} = {fix.Text}");
        }
        bool isShort = phase.IsLast && phase.IsWritten(KnownNames.Steps) && phase.End < recipe.Trace.Horizon;
        if (!isShort) return (null, "Decay more slowly, or end the run there");
        Fix longer = phase.Set(KnownNames.Steps, recipe.Trace.Horizon - phase.Phase.Start);
        return (longer, $"Set {longer.Argument} = {longer.Text}, or end the run there");
    }

    /// <summary>306: steps that are lost when they are added to a weight.</summary>
    private static IEnumerable<Finding> OfTiny(RecipeFacts recipe, GroupFacts group)
    {
        double rate = group.Model.LearningRate, weight = recipe.Thresholds.Of("ODSL306", "weight", 1), share = recipe.Thresholds.Of("ODSL306", "share", 0.1);
        double bound = weight * Math.Pow(2, recipe.Model.ElementType == ElementType.Double ? -53 : -24);
        if (!(rate > 0) || (rate * recipe.Trace.Last >= bound && rate * recipe.Trace.First >= bound)) yield break;
        bool isAlways = group.PeakRate < bound;
        DeadTail? tail = isAlways ? null : DeadTail.Below(recipe.Trace, bound / rate);
        // Only where steps are as long as the rate, whatever the gradient, does the rate alone say so.
        if ((!isAlways && !(tail?.Share > share)) || !group.Rule.IsScaleInvariant) yield break;

        string lost = $"a step of {group.Name} is about as long as its rate, and is lost beside weights near {Numbers.Text(weight)}";
        if (isAlways)
        {
            yield return new("ODSL306", DiagnosticSeverity.Info, group.RatePlace, $"Rate {Numbers.Text(group.PeakRate)} is below {Numbers.Rough(bound)}: {lost}. Raise it, unless weights are small.");
            yield break;
        }
        PhaseFacts phase = PhaseFacts.At(recipe, recipe.Trace.Horizon - 1);
        Fix[] fixes = phase.ToReach(recipe.Trace.Horizon - 1, Numbers.Round(10 * bound / rate)) is Fix raise ? [raise] : [];
        yield return new("ODSL306", DiagnosticSeverity.Info, phase.Location,
            $"The rate falls below {Numbers.Rough(bound)} at step {Numbers.Text(tail!.Step)}: {lost}. Raise the floor, unless weights are small.", fixes);
    }
}
