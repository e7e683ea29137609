using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Judging;
using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators;

namespace OptimizerDsl.Analyzers.Findings;

/// <summary>602: a rule is run for one parameter, with its defaults, and does not do what every rule should.</summary>
internal static class BehaviourFindings
{
    private const int DescentSteps = 200, RateSteps = 4;
    private const double SmallRate = 1e-3, Tiny = 1e-9;

    public static IEnumerable<Finding> Of(INamedTypeSymbol type, Fragment fragment)
    {
        RuleFacts rule = RuleFacts.Of(Use(fragment, fragment.Hypers.Select(Default)), type);
        Location place = type.GetMembers(KnownNames.Update).FirstOrDefault()?.Place() ?? type.Place() ?? Location.None;
        foreach (string? trouble in (string?[])[Uphill(fragment, rule), RateIsNoFactor(fragment, rule), GrowingDecay(fragment)])
        {
            if (trouble is not null) yield return new("ODSL602", DiagnosticSeverity.Warning, place, trouble);
        }
    }

    private static string? Uphill(Fragment fragment, RuleFacts rule)
    {
        double usual = double.IsNaN(rule.SafeRate.Usual) ? 0.01 : rule.SafeRate.Usual;
        // A steep quadratic is stable for no rule at any rate.
        double rate = rule.Traits.IsParameterFree ? usual : Math.Min(usual, 0.01);
        foreach (double curvature in (double[])[1, 10])
        {
            double[]? path = rule.Probe.Run(1, rate, DescentSteps, (_, w) => curvature * w, (_, w) => curvature * w * w / 2);
            if (path is null) return null;
            if (Math.Abs(path[DescentSteps - 1]) <= 1 + Tiny) continue;
            string end = double.IsInfinity(path[DescentSteps - 1]) || double.IsNaN(path[DescentSteps - 1]) ? "no number" : Numbers.Rough(path[DescentSteps - 1]);
            return $"{fragment.Name} moves uphill: with its defaults and rate {Numbers.Text(rate)}, {DescentSteps} steps on {(curvature == 1 ? "" : Numbers.Text(curvature) + " ")}w^2 / 2 lead from w = 1 to {end}. Subtract the step from w, and check its sign.";
        }
        return null;
    }

    private static string? RateIsNoFactor(Fragment fragment, RuleFacts rule)
    {
        if (rule.Traits.IsParameterFree) return null;
        double? Moved(double rate) => rule.Probe.Run(1e-3, rate, RateSteps, (_, _) => 0.5) is { } path ? 1e-3 - path[RateSteps - 1] : null;
        if (Moved(SmallRate) is not double once || Moved(2 * SmallRate) is not double twice || once == 0) return null;
        double ratio = twice / once;
        return ratio > 3 ? $"At twice the learning rate {fragment.Name} steps {Numbers.Rough(ratio)} times as far, so the rate is multiplied in more than once. Use step.LearningRate once."
            : ratio < 1.5 ? $"At twice the learning rate {fragment.Name} steps {Numbers.Rough(ratio)} times as far, so schedules have no effect. Multiply the step by step.LearningRate, or say [RuleTraits(IsParameterFree = true)]."
            : null;
    }

    /// <summary>With every hyperparameter that is off by default switched on, alone and beside each flag.</summary>
    private static string? GrowingDecay(Fragment fragment)
    {
        HyperDeclaration[] flags = fragment.Hypers.Where(h => h.Type == IrType.Bool).ToArray();
        HyperDeclaration[] numbers = fragment.Hypers.Where(h => h.Type == IrType.Double && h.Default[0].AsDouble == 0).ToArray();
        foreach (HyperDeclaration? number in ((HyperDeclaration?[])[null]).Concat(numbers))
        {
            foreach (HyperDeclaration? flag in ((HyperDeclaration?[])[null]).Concat(flags))
            {
                IEnumerable<HyperValue> values = fragment.Hypers.Select(h => h == number ? Value(h, Constant.Double(0.1)) : h == flag ? Value(h, Constant.Bool(!h.Default[0].AsBool)) : Default(h));
                if (new RuleProbe(Use(fragment, values)).Run(1, SmallRate, 1, (_, _) => 0) is not [var after] || !(after > 1 + Tiny)) continue;
                string with = string.Join(" and ", ((string?[])[number is null ? null : $"{number.Name} = 0.1", flag is null ? null : $"{flag.Name} = {(flag.Default[0].AsBool ? "false" : "true")}"]).Where(s => s is not null));
                return $"{(with.Length == 0 ? "" : $"With {with}, ")}{fragment.Name} makes a weight larger that has no gradient, so decay lets weights grow. Subtract the decay, whichever way the step goes.";
            }
        }
        return null;
    }

    private static FragmentUse Use(Fragment fragment, IEnumerable<HyperValue> values) => new(fragment.Name, 0, false, fragment, values.ToEquatableArray());

    private static HyperValue Default(HyperDeclaration hyper) => new(hyper.Name, hyper.Type, hyper.Default);

    private static HyperValue Value(HyperDeclaration hyper, Constant value) => new(hyper.Name, hyper.Type, new(value));
}
