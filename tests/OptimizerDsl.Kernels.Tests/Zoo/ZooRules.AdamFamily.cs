using OptimizerDsl.Kernels.Tests.Zoo.References;
using static OptimizerDsl.Kernels.Tests.Zoo.ZooRule;

namespace OptimizerDsl.Kernels.Tests.Zoo;

/// <summary>Rules that scale a mean gradient by a mean square, and that PyTorch does not have.</summary>
internal static partial class ZooRules
{
    private static ZooRule[] AdamFamily =>
    [
        Of<AdamaxWAttribute>((rule, count) => new AdamaxWReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, WeightDecay = 0.3, Maximize = true")),
    ];
}
