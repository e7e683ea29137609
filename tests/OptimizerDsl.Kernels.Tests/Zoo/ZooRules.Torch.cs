using static OptimizerDsl.Kernels.Tests.Zoo.ZooRule;

namespace OptimizerDsl.Kernels.Tests.Zoo;

/// <summary>The rules that PyTorch has.</summary>
internal static partial class ZooRules
{
    private static ZooRule[] Torch =>
    [
        OfTorch<SgdAttribute>("sgd",
            ("Plain", "LearningRate = 0.1"),
            ("Momentum", "LearningRate = 0.05, Momentum = 0.9"),
            ("Dampened", "LearningRate = 0.05, Momentum = 0.8, Dampening = 0.3"),
            ("Nesterov", "Momentum = 0.9, Nesterov = true"),
            ("Decay", "LearningRate = 0.3, WeightDecay = 0.02"),
            ("Climb", "LearningRate = 1, Maximize = true"),
            ("NesterovDecay", "LearningRate = 0.1, Momentum = 0.95, Nesterov = true, WeightDecay = 1e-3"),
            ("Everything", "LearningRate = 0.07, Momentum = 0.7, Dampening = 1, WeightDecay = 0.1, Maximize = true")),
        OfTorch<AdamWAttribute>("adamw",
            ("Usual", ""),
            ("NoDecay", "LearningRate = 0.01, WeightDecay = 0"),
            ("NoMean", "LearningRate = 0.1, Beta1 = 0, Beta2 = 0.9"),
            ("AmsGrad", "LearningRate = 0.02, Beta2 = 0.7, AmsGrad = true"),
            ("Climb", "LearningRate = 0.02, Maximize = true, Epsilon = 0.1"),
            ("Everything", "LearningRate = 0.5, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0, WeightDecay = 0.3, AmsGrad = true, Maximize = true")),
        OfTorch<AdamAttribute>("adam",
            ("Usual", "LearningRate = 0.01"),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, WeightDecay = 0.3, AmsGrad = true, Maximize = true")),
        OfTorch<RMSpropAttribute>("rmsprop",
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Rho = 0.9, Epsilon = 0.01, Momentum = 0.5, Centered = true, WeightDecay = 0.01, Maximize = true")),
        OfTorch<AdagradAttribute>("adagrad",
            ("Usual", ""),
            ("Everything", "LearningRate = 0.5, RateDecay = 0.1, InitialAccumulator = 0.1, Epsilon = 0.01, WeightDecay = 0.1, Maximize = true")),
    ];
}
