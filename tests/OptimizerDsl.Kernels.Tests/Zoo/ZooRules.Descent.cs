using OptimizerDsl.Kernels.Tests.Zoo.References;
using static OptimizerDsl.Kernels.Tests.Zoo.ZooRule;

namespace OptimizerDsl.Kernels.Tests.Zoo;

/// <summary>Rules that descend by gradients or by sums of them, and that PyTorch does not have.</summary>
internal static partial class ZooRules
{
    private static ZooRule[] Descent =>
    [
        Of<NoisySgdAttribute>((rule, _) => new NoisySgdReference(rule),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Variance = 0.5, Decay = 0.3, Seed = 7")),
        Of<OptimisticGradientDescentAttribute>((rule, _) => new OptimisticGradientDescentReference(rule),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Alpha = 0.7, Beta = 0.4")),
        Of<CocobAttribute>((rule, count) => new CocobReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 3, Alpha = 20, Epsilon = 2, WeightDecay = 0.1")),
        Of<MadgradAttribute>((rule, count) => new MadgradReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Momentum = 0.5, Epsilon = 0, WeightDecay = 0.1, DecoupledDecay = true"),
            ("Decay", "LearningRate = 0.05, Momentum = 0, WeightDecay = 0.1")),
    ];
}
