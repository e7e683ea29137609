using OptimizerDsl.Kernels.Tests.Zoo.References;
using static OptimizerDsl.Kernels.Tests.Zoo.ZooRule;

namespace OptimizerDsl.Kernels.Tests.Zoo;

/// <summary>Rules that know the tensor of their element: its norms, or how many of its elements agree.</summary>
internal static partial class ZooRules
{
    private static ZooRule[] OfTensorNorms =>
    [
        OfTensors<LarsAttribute>((rule, shapes) => new LarsReference(rule, shapes),
            ("Usual", ""),
            ("Everything", "LearningRate = 5, Momentum = 0.7, Nesterov = true, TrustCoefficient = 0.01, Epsilon = 0.1, "
                + "WeightDecay = 0.3, ExcludeVectors = true"),
            ("Decay", "LearningRate = 10, Momentum = 0, WeightDecay = 0.1")),
        OfTensors<LambAttribute>((rule, shapes) => new LambReference(rule, shapes),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, WeightDecay = 0.3, ExcludeVectors = true"),
            ("NoDecay", "LearningRate = 0.1, WeightDecay = 0")),
        OfTensors<FromageAttribute>((_, _) => new FromageReference(),
            ("Usual", ""),
            ("Fast", "LearningRate = 0.3")),
        OfTensors<NovoGradAttribute>((rule, shapes) => new NovoGradReference(rule, shapes),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, WeightDecay = 0.3, Averaging = true")),
        OfTensors<CautiousAdamWAttribute>((rule, shapes) => new CautiousAdamWReference(rule, shapes),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, WeightDecay = 0.3")),
        OfTensors<CautiousLionAttribute>((rule, shapes) => new CautiousLionReference(rule, shapes),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.05, Beta1 = 0.5, Beta2 = 0.7, WeightDecay = 0.3")),
    ];
}
