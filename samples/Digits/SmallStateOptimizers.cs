using OptimizerDsl;

namespace Digits;

/// <summary><see cref="DigitsOptimizer"/> with its moments in bfloat16.</summary>
[Optimizer(State = StatePrecision.BFloat16)]
[AdamW(LearningRate = 2e-3, WeightDecay = 0.01)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 100)]
[CosineDecay(Steps = 1_775, Floor = 0.02)]
public sealed partial class DigitsBFloat16Optimizer;

/// <summary><see cref="DigitsOptimizer"/> with its moments in bfloat16, rounded at random.</summary>
[Optimizer(State = StatePrecision.BFloat16, StateRounding = StateRounding.Stochastic)]
[AdamW(LearningRate = 2e-3, WeightDecay = 0.01)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 100)]
[CosineDecay(Steps = 1_775, Floor = 0.02)]
public sealed partial class DigitsStochasticOptimizer;

/// <summary><see cref="DigitsOptimizer"/> with its moments in 8 bits.</summary>
[Optimizer(State = StatePrecision.Block8)]
[AdamW(LearningRate = 2e-3, WeightDecay = 0.01)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 100)]
[CosineDecay(Steps = 1_775, Floor = 0.02)]
public sealed partial class DigitsBlock8Optimizer;

/// <summary><see cref="LongDigitsOptimizer"/> with its moments in bfloat16.</summary>
[Optimizer(State = StatePrecision.BFloat16)]
[AdamW(LearningRate = 2e-3, WeightDecay = 0.01)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 500)]
[CosineDecay(Steps = 13_570, Floor = 0.02)]
public sealed partial class LongDigitsBFloat16Optimizer;

/// <summary><see cref="LongDigitsOptimizer"/> with its moments in bfloat16, rounded at random.</summary>
[Optimizer(State = StatePrecision.BFloat16, StateRounding = StateRounding.Stochastic)]
[AdamW(LearningRate = 2e-3, WeightDecay = 0.01)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 500)]
[CosineDecay(Steps = 13_570, Floor = 0.02)]
public sealed partial class LongDigitsStochasticOptimizer;

/// <summary><see cref="LongDigitsOptimizer"/> with its moments in 8 bits.</summary>
[Optimizer(State = StatePrecision.Block8)]
[AdamW(LearningRate = 2e-3, WeightDecay = 0.01)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 500)]
[CosineDecay(Steps = 13_570, Floor = 0.02)]
public sealed partial class LongDigitsBlock8Optimizer;
