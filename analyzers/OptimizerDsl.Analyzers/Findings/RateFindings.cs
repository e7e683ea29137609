using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>1xx and 001: the peak of the rate, held against what its rule stands.</summary>
internal static class RateFindings
{
    // What is rounded to two digits just below a bound may come out above it.
    private const double ClearOfBound = 0.95;

    public static IEnumerable<Finding> Of(RecipeFacts recipe) => recipe.Groups.SelectMany(group => Of(recipe, group));

    /// <summary>What is wrong with a rate that a rule is given, wherever that is written; the peak is the rate times the schedules' largest factor.</summary>
    public static IEnumerable<Finding> OfPeak(RecipeFacts recipe, GroupFacts group, double peak, Location place)
    {
        if (!ValueRange.LearningRate.Contains(peak))
        {
            string name = recipe.Trace.HasSchedule ? "Peak learning rate" : KnownNames.LearningRate;
            ValueRange range = ValueRange.LearningRate with { Usual = group.Rule.SafeRate.Usual };
            yield return new("ODSL001", DiagnosticSeverity.Error, place, range.Outside(name, peak, group.Name), ToUsual(group));
            yield break;
        }
        if (peak == 0)
        {
            yield return new("ODSL001", DiagnosticSeverity.Warning, place, $"The learning rate of {group.Name} is 0 in every step, so nothing is learned. {Use(group, "Use a rate above 0.")}", ToUsual(group));
            yield break;
        }
        foreach (Finding finding in OfUsual(recipe, group, peak, place).Concat(OfGain(recipe, group, peak, place)).Concat(OfStability(recipe, group, peak, place))) yield return finding;
    }

    private static IEnumerable<Finding> Of(RecipeFacts recipe, GroupFacts group)
    {
        // NaN that is written stands for unset in the model.
        bool isNaN = group.RateAttribute.Named<double>(KnownNames.LearningRate) is double.NaN;
        return OfPeak(recipe, group, isNaN ? double.NaN : group.PeakRate, group.RatePlace);
    }

    /// <summary>101 and 103: rates that are unusual for the rule.</summary>
    private static IEnumerable<Finding> OfUsual(RecipeFacts recipe, GroupFacts group, double peak, Location place)
    {
        SafeRate safe = group.Rule.SafeRate;
        string id = group.Rule.Traits.IsParameterFree ? "ODSL103" : "ODSL101";
        double notice = recipe.Thresholds.Of(id, "notice", safe.Notice), warn = recipe.Thresholds.Of(id, "warn", safe.Warn);
        double noticeBelow = recipe.Thresholds.Of(id, "notice_below", safe.NoticeBelow), warnBelow = recipe.Thresholds.Of(id, "warn_below", safe.WarnBelow);
        string why = safe.Why is null ? "" : ": " + safe.Why;
        string subject = $"{(recipe.Trace.HasSchedule ? "Peak learning rate" : "Learning rate")} {Numbers.Text(peak)}";
        if (peak > notice || peak > warn)
        {
            bool isWarning = peak > warn;
            yield return new(id, isWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, place,
                $"{subject} is above {Numbers.Text(isWarning ? warn : notice)}, the usual ceiling for {group.Name}{why}. {Use(group, "Lower it.")}", ToUsual(group));
        }
        else if (peak < noticeBelow || peak < warnBelow)
        {
            bool isWarning = peak < warnBelow;
            yield return new(id, isWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, place,
                $"{subject} is below {Numbers.Text(isWarning ? warnBelow : noticeBelow)}, the usual floor for {group.Name}{why}. {Use(group, "Raise it.")}", ToUsual(group));
        }
    }

    /// <summary>102: with a gradient that stays the same, momentum makes every step 1/(1 - momentum) as long.</summary>
    private static IEnumerable<Finding> OfGain(RecipeFacts recipe, GroupFacts group, double peak, Location place)
    {
        // A rate that is small enough with any momentum needs no run of the rule.
        double notice = recipe.Thresholds.Of("ODSL102", "notice", 10), warn = recipe.Thresholds.Of("ODSL102", "warn", 100);
        if (group.Rule.Gain is not double gain || gain <= 1.5 || peak * gain <= notice) yield break;
        bool isClipped = group.Model.BeforeRule.Any(f => f.Fragment.Kind == FragmentKind.Transform);
        bool isWarning = peak * gain > warn && !isClipped;
        double advised = Numbers.Round(Math.Min(peak, ClearOfBound * notice) / gain);
        yield return new("ODSL102", isWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, place,
            $"Rate {Numbers.Text(peak)} becomes {Numbers.Rough(peak * gain)} while gradients agree, since the momentum of {group.Name} makes steps {Numbers.Rough(gain)} times as long. Use {Numbers.Text(advised)}, or clip gradients.",
            group.SetPeak(advised));
    }

    /// <summary>110 and 111: a quadratic of the plan's curvature diverges above the rule's limit.</summary>
    private static IEnumerable<Finding> OfStability(RecipeFacts recipe, GroupFacts group, double peak, Location place)
    {
        if (!(recipe.Curvature > 0)) yield break;
        double limit = group.Rule.StabilityLimit(recipe.Curvature);
        string curvature = Numbers.Text(recipe.Curvature);
        if (peak > limit)
        {
            yield return new("ODSL110", DiagnosticSeverity.Warning, place,
                $"Rate {Numbers.Text(peak)} exceeds {Numbers.Rough(limit)}, the stability limit of {group.Name} for Curvature = {curvature}: steps along that direction grow. Lower it below the limit, say to {Numbers.Rough(limit / 2)}.",
                group.SetPeak(limit / 2));
        }
        else if (!double.IsInfinity(limit) && group.Rule.Gain is double gain && gain > 1.5 && peak * gain > 2 / recipe.Curvature)
        {
            double small = 2 / (gain * recipe.Curvature);
            yield return new("ODSL111", DiagnosticSeverity.Info, place,
                $"Rate {Numbers.Text(peak)} exceeds {Numbers.Rough(small)}, up to which {group.Name} is stable in small batches for Curvature = {curvature}. Lower it if batches are small.",
                group.SetPeak(ClearOfBound * small));
        }
    }

    private static string Use(GroupFacts group, string otherwise) =>
        double.IsNaN(group.Rule.SafeRate.Usual) ? otherwise : $"Use {Numbers.Text(group.Rule.SafeRate.Usual)}.";

    private static Fix[] ToUsual(GroupFacts group) => double.IsNaN(group.Rule.SafeRate.Usual) ? [] : [group.SetPeak(group.Rule.SafeRate.Usual)];
}
