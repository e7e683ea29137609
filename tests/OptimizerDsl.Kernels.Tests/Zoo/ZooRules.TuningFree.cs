using OptimizerDsl.Kernels.Tests.Zoo.References;
using static OptimizerDsl.Kernels.Tests.Zoo.ZooRule;

namespace OptimizerDsl.Kernels.Tests.Zoo;

/// <summary>Rules that find their rate by themselves, from the loss or from norms over the model.</summary>
internal static partial class ZooRules
{
    private static ZooRule[] TuningFree =>
    [
        OfTensors<PolyakSgdAttribute>((rule, _) => new PolyakSgdReference(rule),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.5, LowerBound = 1, Epsilon = 0.5")),
        OfTensors<DAdaptAdamWAttribute>((rule, shapes) => new DAdaptAdamWReference(rule, shapes),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.7, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, WeightDecay = 0.3, InitialDistance = 0.01, "
                + "GrowthRate = 1.1, CorrectBias = true"),
            ("Growing", "LearningRate = 10, Beta2 = 0.1, InitialDistance = 0.001, GrowthRate = 1.02")),
        OfTensors<ProdigyAttribute>((rule, shapes) => new ProdigyReference(rule, shapes),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.7, Beta1 = 0.5, Beta2 = 0.6, Beta3 = 0.9, Epsilon = 0.01, WeightDecay = 0.3, "
                + "DecoupledDecay = false, InitialDistance = 0.01, DistanceCoefficient = 0.5, GrowthRate = 1.1, CorrectBias = true, "
                + "SafeguardWarmup = true"),
            ("Decay", "WeightDecay = 0.1, InitialDistance = 0.001"),
            ("Growing", "DistanceCoefficient = 10, GrowthRate = 1.02")),
        OfTensors<DoGAttribute>((rule, _) => new DoGReference(rule),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.7, RelativeDistance = 0.01, Epsilon = 0.1, WeightDecay = 0.1")),
        OfTensors<DoWGAttribute>((rule, _) => new DoWGReference(rule),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.7, InitialDistance = 0.1, Epsilon = 0.1, WeightDecay = 0.1")),
        OfTensors<MomoAttribute>((rule, shapes) => new MomoReference(rule, shapes),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta = 0.5, LowerBound = 0.3, EstimateBound = true, WeightDecay = 0.3, CorrectBias = true"),
            ("Bounded", "LearningRate = 10, LowerBound = 1, WeightDecay = 0.1")),
        OfTensors<MomoAdamAttribute>((rule, shapes) => new MomoAdamReference(rule, shapes),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, LowerBound = 0.3, EstimateBound = true, "
                + "WeightDecay = 0.3, Proximal = false"),
            ("Decay", "LearningRate = 1, LowerBound = 1, WeightDecay = 0.1")),
    ];
}
