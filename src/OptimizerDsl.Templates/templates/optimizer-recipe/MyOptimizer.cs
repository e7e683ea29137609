using OptimizerDsl;

namespace Company.Recipes;

/// <summary>AdamW with clipped gradients, a warmup of 100 steps, and half a cosine down to a hundredth of the rate.</summary>
/// <remarks>Hover over the name to see the rate over time, what a step computes and what it costs.</remarks>
[Optimizer]
[AdamW(LearningRate = 1e-3, WeightDecay = 0.01)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 100)]
[CosineDecay(Steps = 1_900, Floor = 0.01)]
public sealed partial class MyOptimizer;
