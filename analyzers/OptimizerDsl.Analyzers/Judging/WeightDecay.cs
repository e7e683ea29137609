using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>Finds the hyperparameter by which a rule moves weights that have no gradient.</summary>
internal static class WeightDecay
{
    /// <summary>Its name: at 0, such a weight stays where it is. Null where no single one does it.</summary>
    public static string? HyperOf(GroupFacts group, double rate)
    {
        FragmentUse rule = group.Model.Rule;
        return rule.Numbers().FirstOrDefault(h => new RuleProbe(rule.With(h.Name, Constant.Double(0))).AtRest(1, rate) == 1)?.Name;
    }
}
