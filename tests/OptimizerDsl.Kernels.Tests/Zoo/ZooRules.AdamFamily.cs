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
        Of<AdaBeliefAttribute>((rule, count) => new AdaBeliefReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, WeightDecay = 0.3, AmsGrad = true")),
        Of<ACPropAttribute>((rule, count) => new ACPropReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, VarianceEpsilon = 0.001, "
                + "WeightDecay = 0.3")),
        Of<AdanAttribute>((rule, count) => new AdanReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Beta3 = 0.7, Epsilon = 0.01, "
                + "WeightDecay = 0.3, Proximal = false"),
            ("Proximal", "LearningRate = 0.1, WeightDecay = 0.3")),
        Of<YogiAttribute>((rule, count) => new YogiReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, InitialAccumulator = 0.1")),
        Of<OptimisticAdamAttribute>((rule, _) => new OptimisticAdamReference(rule),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, Optimism = 0.4")),
        Of<AdEMAMixAttribute>((rule, count) => new AdEMAMixReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Beta3 = 0.99, Alpha = 5, AlphaWarmup = 20, "
                + "Beta3Warmup = 30, Epsilon = 0.01, WeightDecay = 0.3"),
            ("NoFastMean", "LearningRate = 0.01, Beta1 = 0, Beta3Warmup = 10")),
        Of<SimplifiedAdEMAMixAttribute>((rule, count) => new SimplifiedAdEMAMixReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.95, Beta2 = 0.6, Alpha = 2, MinimumBeta1 = 0.5, "
                + "Beta1Warmup = 20, CorrectBias = true, Epsilon = 0.01, WeightDecay = 0.3"),
            ("Warm", "LearningRate = 0.01, Beta1Warmup = 10")),
        Of<AdoptAttribute>((rule, count) => new AdoptReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.5, Clip = false, "
                + "WeightDecay = 0.3, Maximize = true"),
            ("Decoupled", "LearningRate = 0.1, WeightDecay = 0.3, DecoupledDecay = true")),
        Of<LaPropAttribute>((rule, count) => new LaPropReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, WeightDecay = 0.03, AmsGrad = true")),
    ];
}
