namespace OptimizerDsl.TorchSharp.Tests.Support;

[Optimizer]
[AdamW(LearningRate = 0.01, WeightDecay = 0.05)]
internal sealed partial class AdamWOfFloats;

[Optimizer(ElementType = ElementType.Double)]
[AdamW(LearningRate = 0.01, WeightDecay = 0.05)]
internal sealed partial class AdamWOfDoubles;

[Optimizer]
[Sgd(LearningRate = 0.05, Momentum = 0.9, Nesterov = true, WeightDecay = 0.01)]
internal sealed partial class NesterovOfFloats;

[Optimizer(ElementType = ElementType.Double)]
[Sgd(LearningRate = 0.05, Momentum = 0.9, Nesterov = true, WeightDecay = 0.01)]
internal sealed partial class NesterovOfDoubles;

/// <summary>One step is w -= g.</summary>
[Optimizer]
[Sgd(LearningRate = 1)]
internal sealed partial class PlainSteps;

[Optimizer]
[Sgd(LearningRate = 0.1, Momentum = 0.9, WeightDecay = 0.1)]
[ClipByGlobalNorm(10)]
internal sealed partial class Momentum;

[Optimizer(State = StatePrecision.Block8)]
[AdamW(LearningRate = 0.01)]
internal sealed partial class InBlocks;

[Optimizer]
[Sgd(LearningRate = 1)]
[AccumulateGradients(Steps = 2)]
internal sealed partial class TwoCalls;

[Optimizer(ClearGradients = true)]
[Sgd(LearningRate = 1)]
internal sealed partial class Clearing;

[Optimizer]
[PolyakSgd(LearningRate = 10)]
internal sealed partial class ByLoss;

[Optimizer]
[Sgd(LearningRate = 0.5)]
[ReduceOnPlateau(Factor = 0.5, Patience = 0)]
internal sealed partial class OnPlateau;

[Optimizer]
[Sgd(LearningRate = 1)]
[Sgd(LearningRate = 0.25, Group = "bias")]
[ParameterGroup("bias", "*bias")]
internal sealed partial class Grouped;

[Optimizer]
[AdamW(LearningRate = 3e-4)]
internal sealed partial class SmallGpt;
