using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>301 and 303: how the rate rises at the beginning of the run, and how phases join.</summary>
internal static class WarmupFindings
{
    // How far past the plan is looked for the end of a rise, in plans.
    private const double Far = 16;

    public static IEnumerable<Finding> Of(RecipeFacts recipe) =>
        recipe.Trace is { HasSchedule: true, IsSound: true, Peak: > 0 } ? OfLength(recipe).Concat(OfJoins(recipe)) : [];

    /// <summary>301: a warmup that takes all of the plan, or much of it.</summary>
    private static IEnumerable<Finding> OfLength(RecipeFacts recipe)
    {
        long plan = recipe.Model.Plan.Steps;
        if (plan < 2 || LongestRise(recipe, plan) is not Rise rise) yield break;
        double notice = recipe.Thresholds.Of("ODSL301", "notice", 0.1);
        if (rise.Length <= notice * plan) yield break;

        PhaseFacts phase = PhaseFacts.At(recipe, rise.Length - 1);
        string length = Numbers.Text(rise.Length), advised = Numbers.Text(Advised(plan));
        string peak = Numbers.Rough(recipe.Groups[0].Model.LearningRate * rise.Top);
        string? argument = ArgumentOf(phase, rise);
        Location place = argument is null ? phase.Location : phase.Place(argument);
        Fix[] fixes = argument is null ? [] : [phase.Set(argument, Advised(plan))];
        if (rise.Length > plan)
        {
            // What is nearly there at the end has lost little.
            double reached = recipe.Trace.Peak / rise.Top;
            DiagnosticSeverity severity = rise.IsAsymptotic && reached >= 0.95 ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error;
            yield return new("ODSL301", severity, place,
                $"Warmup of {length} steps exceeds the {Numbers.Text(plan)}-step plan, so the rate peaks at {Numbers.Percent(reached)} of {peak}. Use at most {advised} steps.", fixes);
        }
        else if (rise.Length == plan)
        {
            yield return new("ODSL301", DiagnosticSeverity.Warning, place,
                $"Warmup of {length} steps takes the whole {Numbers.Text(plan)}-step plan, so the rate never stays at its peak of {peak}. Use at most {advised} steps.", fixes);
        }
        // Cycles have a part of rising that belongs to them, which is long in one cycle (Smith and Topin, 2017).
        else if (!phase.IsBounded && !phase.Restarts)
        {
            yield return new("ODSL301", DiagnosticSeverity.Info, place,
                $"Warmup of {length} steps takes {Numbers.Percent(rise.Length / (double)plan)} of the {Numbers.Text(plan)}-step plan, and {Numbers.Percent(notice)} is usual. Use at most {advised} steps.", fixes);
        }
    }

    /// <summary>The rise within the plan, or beyond it where it does not end before; null also where it never ends.</summary>
    private static Rise? LongestRise(RecipeFacts recipe, long plan)
    {
        Rise? rise = Rise.Of(recipe.Trace);
        bool mayGoOn = rise is { IsWhole: true } || (rise is null && recipe.Trace.Last >= recipe.Trace.Peak * (1 - 1e-9));
        if (!mayGoOn) return rise;
        long end = recipe.Trace.Phases.Max(p => p.Start > long.MaxValue - p.Length - 2 ? long.MaxValue : p.Start + p.Length + 2);
        var far = new CurveTrace(new(ScheduleTrack.Rate, recipe.Trace.Phases.ToEquatableArray()), Math.Max(end, Far * plan >= long.MaxValue ? long.MaxValue : (long)(Far * plan)));
        if (!far.IsSound || Rise.Of(far) is not Rise beyond || !(beyond.Top > recipe.Trace.Peak * (1 + 1e-9))) return rise;
        // One that is still rising there has no end of which it could fall short.
        return beyond.Length >= far.Horizon - 1 && !far.Phases.Any(p => p.Length == beyond.Length) ? null : beyond;
    }

    private static string? ArgumentOf(PhaseFacts phase, Rise rise)
    {
        long ofPhase = rise.Length - phase.Phase.Start;
        string? written = phase.StepCounts.FirstOrDefault(v => v.Items.Count == 1 && phase.IsWritten(v.Name) && (v.Value.Type == IrType.Long ? v.Value.Bits : v.Value.AsDouble) == ofPhase)?.Name;
        return written ?? (phase.Phase.Start == 0 && phase.Phase.Length == ofPhase ? KnownNames.Steps : null);
    }

    private static long Advised(long plan) => Math.Max(1, plan / 10);

    /// <summary>303: phases that do not join.</summary>
    private static IEnumerable<Finding> OfJoins(RecipeFacts recipe)
    {
        CurveTrace trace = recipe.Trace;
        double notice = recipe.Thresholds.Of("ODSL303", "notice", 0.01), drop = recipe.Thresholds.Of("ODSL303", "drop", 1.25);
        for (int i = 1; i < trace.Phases.Count && (trace.Phases[i].Start < trace.Horizon || !trace.IsHorizonKnown); i++)
        {
            long join = trace.Phases[i].Start;
            if (join < 1) continue;
            // What the phase before would have here is what its author sees as its end.
            double after = trace.ScaleAt(join), last = trace.ScaleAt(join - 1), end = trace.ScaleIn(i - 1, trace.Phases[i - 1].Length);
            double before = Math.Abs(after - end) < Math.Abs(after - last) ? end : last;
            if (!(Math.Abs(after - before) > notice * Math.Max(before, after)) || !(Math.Abs(after - before) > notice * trace.Peak)) continue;

            // A rate that has fallen and comes back is another finding; one that is constant on both sides is meant to be a stair.
            bool hasFallen = trace.Scales.Where((_, s) => trace.Steps[s] < join).Max() - before > notice * trace.Peak, isUp = after > before;
            bool isStair = !isUp && last == trace.ScaleAt(trace.Phases[i - 1].Start) && join + 1 < trace.Horizon && trace.ScaleAt(join + 1) == after;
            bool isAfterRise = !hasFallen && last > trace.ScaleAt(trace.Phases[i - 1].Start) * 1.01;
            if ((isUp && hasFallen) || (isStair && !isAfterRise)) continue;

            var phase = new PhaseFacts(recipe, i);
            double rate = recipe.Groups[0].Model.LearningRate;
            string from = Numbers.Rough(rate * before), to = Numbers.Rough(rate * after), name = phase.Name;
            Fix[] fixes = phase.ToReach(join, before) is Fix align ? [align] : [];
            if (!isUp && isAfterRise && before >= drop * after)
            {
                yield return new("ODSL303", DiagnosticSeverity.Warning, phase.Location,
                    $"The warmup ends at a rate of {from}, and {name} begins at {to}, so the peak lasts no step. Let {name} begin at {from}.", fixes);
            }
            else
            {
                yield return new("ODSL303", DiagnosticSeverity.Info, phase.Location,
                    $"The rate jumps from {from} to {to} at step {Numbers.Text(join)}, where {name} begins. Let both meet, or go there in a ramp.", fixes);
            }
        }
    }
}
