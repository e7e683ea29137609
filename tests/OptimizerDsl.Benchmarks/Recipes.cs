namespace OptimizerDsl.Benchmarks;

[Optimizer]
[AdamW(LearningRate = 1e-3)]
internal sealed partial class AdamWStep;

[Optimizer]
[Sgd(LearningRate = 0.01, Momentum = 0.9)]
internal sealed partial class SgdStep;

[Optimizer]
[Lion(LearningRate = 1e-4, WeightDecay = 0.1)]
internal sealed partial class LionStep;

[Optimizer]
[Lamb(LearningRate = 1e-3)]
internal sealed partial class LambStep;

/// <summary>All that comes after a backward pass: clip, step, average, clear.</summary>
[Optimizer(ClearGradients = true)]
[ClipByGlobalNorm(1.0)]
[AdamW(LearningRate = 1e-3)]
[Ema(0.999)]
internal sealed partial class TailStep;

[Optimizer(State = StatePrecision.BFloat16)]
[AdamW(LearningRate = 1e-3)]
internal sealed partial class BFloat16Step;

[Optimizer(State = StatePrecision.BFloat16, StateRounding = StateRounding.Stochastic, StateSeed = 1)]
[AdamW(LearningRate = 1e-3)]
internal sealed partial class StochasticStep;

[Optimizer(State = StatePrecision.Block8)]
[AdamW(LearningRate = 1e-3)]
internal sealed partial class Block8Step;

[Optimizer(Parameters = ParameterPrecision.BFloat16)]
[AdamW(LearningRate = 1e-3)]
internal sealed partial class MixedBFloat16Step;

[Optimizer(Parameters = ParameterPrecision.Half)]
[AdamW(LearningRate = 1e-3)]
internal sealed partial class MixedHalfStep;

[Optimizer(Parameters = ParameterPrecision.BFloat16, State = StatePrecision.BFloat16)]
[AdamW(LearningRate = 1e-3)]
internal sealed partial class MixedBFloat16StateStep;

[Optimizer]
[AdamW(LearningRate = 1e-3)]
[ObserveNorms]
internal sealed partial class ObservedStep;

[Optimizer(FlushSubnormals = true)]
[AdamW(LearningRate = 1e-3)]
internal sealed partial class FlushingStep;
