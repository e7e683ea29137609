using OptimizerDsl;

namespace Digits;

/// <summary>The recipe for 1,875 steps: 15 epochs over 8,000 digits in batches of 64.</summary>
/// <remarks>
/// The lengths of its phases are part of a recipe, as its rate is. A run that goes on for longer stays at the floor,
/// 2 % of the rate, and improves slowly from there; a much longer one is better off with <see cref="LongDigitsOptimizer"/>.
/// </remarks>
[Optimizer]
[AdamW(LearningRate = 2e-3, WeightDecay = 0.01)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 100)]
[CosineDecay(Steps = 1_775, Floor = 0.02)]
[ObserveNorms]
public sealed partial class DigitsOptimizer;

/// <summary>The same recipe stretched to 14,070 steps: 15 epochs over the 60,000 digits of the whole of MNIST.</summary>
[Optimizer]
[AdamW(LearningRate = 2e-3, WeightDecay = 0.01)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 500)]
[CosineDecay(Steps = 13_570, Floor = 0.02)]
[ObserveNorms]
public sealed partial class LongDigitsOptimizer;
