using OptimizerDsl.Kernels.Tests.Zoo.References;
using static OptimizerDsl.Kernels.Tests.Zoo.ZooRule;

namespace OptimizerDsl.Kernels.Tests.Zoo;

/// <summary>
/// Rules that keep an average of their own, read another input beside the gradient, or are meant for some rows.
/// </summary>
internal static partial class ZooRules
{
    private static ZooRule[] Others =>
    [
        OfTensors<ScheduleFreeSgdAttribute>((rule, shapes) => new ScheduleFreeSgdReference(rule, shapes),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.3, Momentum = 0.7, WeightDecay = 0.1, StepPower = 1, RatePower = 1")),
        OfTensors<ScheduleFreeAdamWAttribute>((rule, shapes) => new ScheduleFreeAdamWReference(rule, shapes),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, WeightDecay = 0.3, StepPower = 1, RatePower = 1")),
        OfTensors<SophiaAttribute>((rule, shapes) => new SophiaReference(rule, shapes),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.05, Beta1 = 0.5, Beta2 = 0.6, Gamma = 0.3, Rho = 2, Epsilon = 0.01, WeightDecay = 0.3, Every = 4"),
            ("EachStep", "LearningRate = 0.01, Every = 1")),
        Of<SparseAdamAttribute>((rule, count) => new SparseAdamReference(rule, count),
            ("Usual", ""),
            ("Everything", "LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, Maximize = true")),
    ];
}
