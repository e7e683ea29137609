using static TorchSharp.torch.optim;

namespace OptimizerDsl;

/// <summary>The base rate of a recipe's group, for TorchSharp's schedulers.</summary>
internal sealed class GroupRate(OptimizerGroup group) : ILearningRateController
{
    public double LearningRate
    {
        get => group.LearningRate;
        set => group.LearningRate = value;
    }

    public double InitialLearningRate { get; set; } = group.LearningRate;
}
