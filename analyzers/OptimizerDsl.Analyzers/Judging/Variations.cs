using OptimizerDsl.Generators;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Analyzers.Judging;

/// <summary>Fragments with one hyperparameter changed: what the change does says what the hyperparameter is for.</summary>
internal static class Variations
{
    public static FragmentUse With(this FragmentUse use, string hyper, Constant value) => use with
    {
        Values = use.Values.Select(v => v.Name == hyper ? v with { Items = new(value), Tunable = HyperValue.Fixed } : v).ToEquatableArray(),
    };

    /// <summary>The hyperparameters that are a single number other than 0.</summary>
    public static IEnumerable<HyperValue> Numbers(this FragmentUse use) =>
        use.Values.Where(v => v.Type == IrType.Double && v.Items.Count == 1 && v.Value.AsDouble != 0);

    /// <summary>The first switch that is off and with which the fragment is as wanted.</summary>
    public static string? SwitchFor(this FragmentUse use, Func<FragmentUse, bool> isWanted) => use.Values
        .FirstOrDefault(v => v.Type == IrType.Bool && v.Items.Count == 1 && !v.Value.AsBool && isWanted(use.With(v.Name, Constant.Bool(true))))?.Name;

    /// <summary>What a hyperparameter is unless a recipe sets it; null where it has to.</summary>
    public static double? DefaultOf(this FragmentUse use, string hyper) =>
        use.Fragment.Hypers.FirstOrDefault(h => string.Equals(h.Name, hyper, StringComparison.OrdinalIgnoreCase)) is { Default: [var value] }
            ? value.Type switch { IrType.Double => value.AsDouble, IrType.Long => value.Bits, _ => null }
            : null;
}
