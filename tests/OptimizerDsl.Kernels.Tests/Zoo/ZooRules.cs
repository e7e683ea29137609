namespace OptimizerDsl.Kernels.Tests.Zoo;

/// <summary>The library's rules, a row each: all tests of rules run over them.</summary>
internal static partial class ZooRules
{
    public static IReadOnlyList<ZooRule> All { get; } = [.. Torch, .. AdamFamily, .. Descent, .. Signs, .. OfTensorNorms, .. TuningFree, .. Others];

    /// <summary>The row of a rule by its name.</summary>
    public static ZooRule Named(string name) => All.Single(rule => rule.Name == name);
}
