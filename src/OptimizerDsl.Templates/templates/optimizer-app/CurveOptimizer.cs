using OptimizerDsl;

/// <summary>How the network is trained. Change it, and hover over the name to see what the steps are then.</summary>
[Optimizer]
[AdamW(LearningRate = 0.02, WeightDecay = 1e-4)]
[ClipByGlobalNorm(1.0)]
[LinearWarmup(Steps = 50)]
[CosineDecay(Steps = 950, Floor = 0.01)]
internal sealed partial class CurveOptimizer;
