using OptimizerDsl.Kernels.Tests.Zoo.References;
using static OptimizerDsl.Kernels.Tests.Zoo.ZooRule;

namespace OptimizerDsl.Kernels.Tests.Zoo;

/// <summary>Rules that step by signs.</summary>
internal static partial class ZooRules
{
    private static ZooRule[] Signs =>
    [
        Of<LionAttribute>((rule, count) => new LionReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.05, Beta1 = 0.5, Beta2 = 0.7, WeightDecay = 0.3")),
        Of<SignSgdAttribute>((_, _) => new SignSgdReference(),
            ("Usual", ""),
            ("Fast", "LearningRate = 0.1")),
        Of<SignumAttribute>((rule, count) => new SignumReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.05, Momentum = 0.5, WeightDecay = 0.3")),
    ];
}
