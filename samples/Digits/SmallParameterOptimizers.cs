using OptimizerDsl;

namespace Digits;

/// <summary><see cref="DigitsOptimizer"/> with the network's weights and gradients in bfloat16.</summary>
[Optimizer(Parameters = ParameterPrecision.BFloat16)]
[AdamW(LearningRate = 2e-3, WeightDecay = 0.01)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 100)]
[CosineDecay(Steps = 1_775, Floor = 0.02)]
public sealed partial class DigitsOfBFloat16Optimizer;

/// <summary><see cref="LongDigitsOptimizer"/> with the network's weights and gradients in bfloat16.</summary>
[Optimizer(Parameters = ParameterPrecision.BFloat16)]
[AdamW(LearningRate = 2e-3, WeightDecay = 0.01)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 500)]
[CosineDecay(Steps = 13_570, Floor = 0.02)]
public sealed partial class LongDigitsOfBFloat16Optimizer;

/// <summary><see cref="DigitsOptimizer"/> with the network's weights and gradients in half precision.</summary>
[Optimizer(Parameters = ParameterPrecision.Half)]
[AdamW(LearningRate = 2e-3, WeightDecay = 0.01)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 100)]
[CosineDecay(Steps = 1_775, Floor = 0.02)]
public sealed partial class DigitsOfHalfOptimizer;

/// <summary><see cref="LongDigitsOptimizer"/> with the network's weights and gradients in half precision.</summary>
[Optimizer(Parameters = ParameterPrecision.Half)]
[AdamW(LearningRate = 2e-3, WeightDecay = 0.01)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 500)]
[CosineDecay(Steps = 13_570, Floor = 0.02)]
public sealed partial class LongDigitsOfHalfOptimizer;
