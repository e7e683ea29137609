using OptimizerDsl;

/// <summary>What <c>optim.AdamW(parameters, lr: 3e-3, weight_decay: 0.01)</c> is in TorchSharp.</summary>
[Optimizer]
[AdamW(LearningRate = 3e-3, WeightDecay = 0.01)]
internal sealed partial class SpiralOptimizer;
