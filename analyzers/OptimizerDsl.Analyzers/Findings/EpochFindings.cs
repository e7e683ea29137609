using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>501 and 502: schedules that count epochs, or calls, where steps are meant.</summary>
internal static class EpochFindings
{
    public static IEnumerable<Finding> Of(RecipeFacts recipe) =>
        recipe.Trace is not { HasSchedule: true, IsSound: true } ? [] : AreMistakenForSteps(recipe) ? OfEpochs(recipe) : OfCalls(recipe);

    /// <summary>Whether all of the decay happens within an epoch of a long plan, or in as many steps as the plan has epochs.</summary>
    public static bool AreMistakenForSteps(RecipeFacts recipe)
    {
        (long steps, long epoch) = (recipe.Model.Plan.Steps, recipe.Model.Plan.StepsPerEpoch);
        double many = recipe.Thresholds.Of("ODSL501", "epochs", 5), epochs = epoch > 0 ? (double)steps / epoch : 0;
        if (epoch < 2 || epochs < many || recipe.EarlyDecay is not Decay decay || decay.Phase.CountsEpochs) return false;
        bool isAsManyAsEpochs = epoch >= many && Math.Abs(decay.Length - epochs) <= 1;
        return decay.Length < epoch || isAsManyAsEpochs;
    }

    /// <summary>Whether the schedules are as long as all calls together, and not as all steps.</summary>
    public static bool AreCallsMistakenForSteps(RecipeFacts recipe)
    {
        (long steps, long calls) = (recipe.Model.Plan.Steps, recipe.Model.AccumulateSteps);
        if (steps == 0 || calls < 2 || !recipe.Trace.HasSchedule) return false;
        var last = new PhaseFacts(recipe, recipe.Trace.Phases.Count - 1);
        return last.IsWritten(KnownNames.Steps) && Math.Abs(last.End / ((double)steps * calls) - 1) <= 0.01;
    }

    private static IEnumerable<Finding> OfEpochs(RecipeFacts recipe)
    {
        Decay decay = recipe.EarlyDecay!;
        (long steps, long epoch) = (recipe.Model.Plan.Steps, recipe.Model.Plan.StepsPerEpoch);
        PhaseFacts phase = decay.Phase;
        Fix[] fixes = phase.StepCounts.Where(c => phase.IsWritten(c.Name)).Select(c => Multiply(phase, c, epoch)).ToArray();
        Location place = fixes.Length > 0 ? phase.Place(fixes[0].Argument) : phase.Location;
        string length = Numbers.Text(decay.Length), ofEpoch = Numbers.Text(epoch), epochs = Numbers.Rough((double)steps / epoch);
        string how = decay.Length < epoch ? $"less than one epoch of {ofEpoch} steps in a plan of {epochs} epochs" : $"as many steps as the plan has epochs of {ofEpoch} steps";
        yield return new("ODSL501", DiagnosticSeverity.Warning, place,
            $"{phase.Name} is down after {length} steps, {how}, as if it counted epochs. Set its lengths in epochs, or multiply them by {ofEpoch}.", fixes);
    }

    /// <summary>502: as many steps as there are calls.</summary>
    private static IEnumerable<Finding> OfCalls(RecipeFacts recipe)
    {
        if (!AreCallsMistakenForSteps(recipe)) yield break;
        (long steps, long calls) = (recipe.Model.Plan.Steps, recipe.Model.AccumulateSteps);
        string end = Numbers.Text(new PhaseFacts(recipe, recipe.Trace.Phases.Count - 1).End), by = Numbers.Text(calls);
        for (int i = 0; i < recipe.Trace.Phases.Count; i++)
        {
            var phase = new PhaseFacts(recipe, i);
            if (!phase.IsWritten(KnownNames.Steps)) continue;
            yield return new("ODSL502", DiagnosticSeverity.Warning, phase.Place(KnownNames.Steps),
                $"The schedules end at step {end}, {by} times the {Numbers.Text(steps)}-step plan: they count calls, of which {by} make one step. Divide Steps of {phase.Name} by {by}.",
                phase.Set(KnownNames.Steps, Math.Max(1, phase.Phase.Length / calls)));
        }
    }

    private static Fix Multiply(PhaseFacts phase, HyperValue count, long epoch)
    {
        double Number(Constant c) => c.Type == IrType.Long ? c.Bits : c.AsDouble;
        if (count.Type.ItemType() is not IrType item) return phase.Set(count.Name, Number(count.Value) * epoch);
        return phase.Set(count.Name, $"new {(item == IrType.Long ? "long" : "double")}[] {{ {string.Join(", ", count.Items.Select(i => Numbers.Text(Number(i) * epoch)))} }}");
    }
}
