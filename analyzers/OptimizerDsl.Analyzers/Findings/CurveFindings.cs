using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>302 and 307: curves that come back up, or are no rates.</summary>
internal static class CurveFindings
{
    public static IEnumerable<Finding> Of(RecipeFacts recipe) => !recipe.Trace.HasSchedule ? [] : recipe.Trace.IsSound ? OfClimb(recipe) : OfFault(recipe);

    /// <summary>307: a factor that is no number, or is below 0.</summary>
    private static IEnumerable<Finding> OfFault(RecipeFacts recipe)
    {
        CurveTrace trace = recipe.Trace;
        bool IsFault(double scale) => double.IsNaN(scale) || double.IsInfinity(scale) || scale < 0;
        long step = trace.FirstFault == 0 ? trace.Steps[0] : trace.FirstBetween(trace.Steps[trace.FirstFault - 1], trace.Steps[trace.FirstFault], IsFault);
        double factor = trace.ScaleAt(step);
        PhaseFacts phase = PhaseFacts.At(recipe, step);
        long t = step - phase.Phase.Start;
        // How long a run is that nothing says the length of, is not known; that it has a first step is.
        DiagnosticSeverity severity = step == 0 || trace.IsHorizonKnown ? DiagnosticSeverity.Error : DiagnosticSeverity.Info;
        string what = factor < 0 && !double.IsInfinity(factor)
            ? $"{Numbers.Rough(factor)} at step {Numbers.Text(step)} (t = {Numbers.Text(t)}), so the rule goes uphill from there. Stop it at 0"
            : $"{(double.IsNaN(factor) ? "no number" : "infinite")} at step {Numbers.Text(step)} (t = {Numbers.Text(t)}), which destroys the parameters. {(t == 0 ? "Count from 1: use t + 1 where it divides by t" : "Make it finite for every t from 0 up")}";
        yield return new("ODSL307", severity, phase.Location, $"The factor of {phase.Name} is {what}.");
    }

    /// <summary>302: the rate falls and comes back, and nothing says that it is meant to.</summary>
    private static IEnumerable<Finding> OfClimb(RecipeFacts recipe)
    {
        CurveTrace trace = recipe.Trace;
        double[] scales = trace.Scales;
        double least = recipe.Thresholds.Of("ODSL302", "climb", 0.1) * trace.Peak;
        if (!(least > 0)) yield break;
        int high = 0, low = 0;
        for (int i = 1; i < scales.Length; i++)
        {
            if (scales[i] < scales[low])
            {
                low = i;
            }
            else if (scales[high] - scales[low] >= least && scales[i] - scales[low] >= least)
            {
                int top = i;
                while (top + 1 < scales.Length && scales[top + 1] >= scales[top]) top++;
                if (Judge(recipe, low, top, least) is Finding finding)
                {
                    yield return finding;
                    yield break;
                }
                high = low = i = top;
            }
            else if (scales[i] > scales[high])
            {
                high = low = i;
            }
        }
    }

    private static Finding? Judge(RecipeFacts recipe, int low, int top, double least)
    {
        CurveTrace trace = recipe.Trace;
        // Of equal tops the first one says when and where.
        int reached = Array.FindIndex(trace.Scales, low, s => s >= trace.Scales[top]);
        PhaseFacts phase = PhaseFacts.At(recipe, trace.Steps[reached]);
        if (phase.Restarts) return null;
        double begin = trace.ScaleAt(phase.Phase.Start);
        bool isWithin = trace.Steps[low] >= phase.Phase.Start;
        // A phase of its own that rises from where the fall ended is a second warmup.
        if (phase.Index > 0 && (isWithin ? begin - trace.Scales[low] < least && trace.Steps[low] - phase.Phase.Start < 2 : begin - trace.Scales[low] < least)) return null;

        double rate = recipe.Groups[0].Model.LearningRate;
        string climbs = $"The rate falls to {Numbers.Rough(rate * trace.Scales[low])} at step {Numbers.Text(trace.Steps[low])}, then climbs back to {Numbers.Rough(rate * trace.Scales[top])} by step {Numbers.Text(trace.Steps[reached])}.";
        if (isWithin)
        {
            if (Longer(recipe, phase, low, least) is Fix longer)
            {
                return new("ODSL302", DiagnosticSeverity.Warning, phase.Place(KnownNames.Steps), $"{climbs} Set {longer.Argument} = {longer.Text}, or use a schedule that declares its restarts.", longer);
            }
            return new("ODSL302", DiagnosticSeverity.Warning, phase.Location, $"{climbs} Let {phase.Name} keep its last value, or mark its class with [ScheduleTraits(Restarts = true)].");
        }

        // A fall after the jump begins the decay anew, which some do on purpose (Loshchilov and Hutter, 2017).
        bool fallsAgain = trace.Scales[top] - trace.Last >= least || trace.Scales[top] - trace.ScaleAt(Math.Min(phase.End, trace.Horizon) - 1) >= least;
        Fix[] fixes = phase.ToReach(phase.Phase.Start, trace.Scales[low]) is Fix lower ? [lower] : [];
        return new("ODSL302", fallsAgain ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, phase.Location,
            $"{climbs} Factors of {phase.Name} are of the base rate, and not of the last one: let it begin where the fall ends, or use a schedule that declares its restarts.", fixes);
    }

    /// <summary>A length with which the curve does not come back within the run.</summary>
    private static Fix? Longer(RecipeFacts recipe, PhaseFacts phase, int low, double least)
    {
        CurveTrace trace = recipe.Trace;
        if (!phase.IsLast || phase.End >= trace.Horizon || !phase.IsWritten(KnownNames.Steps)) return null;
        long steps = trace.Horizon - phase.Phase.Start;
        CurveTrace longer = phase.With(KnownNames.Steps, steps);
        return longer.IsSound && longer.Last - longer.Scales.Skip(Math.Min(low, longer.Scales.Length - 1)).Min() < least ? phase.Set(KnownNames.Steps, steps) : null;
    }
}
