using Microsoft.CodeAnalysis;
using OptimizerDsl.Analyzers.Tests.Support;
using Xunit;

namespace OptimizerDsl.Analyzers.Tests.Safety;

/// <summary>Settings that are known to have trained well, as they were published: nothing about them is wrong.</summary>
public sealed class PublishedRecipeTests
{
    public static TheoryData<string, string> Recipes => new()
    {
        { "He et al. 2016, ResNet-50", "[Sgd(LearningRate = 0.1, Momentum = 0.9, WeightDecay = 1e-4)] [StepDecay(EveryEpochs = 30)] [TrainingPlan(StepsPerEpoch = 5004, Epochs = 90)]" },
        {
            "Goyal et al. 2017, ResNet-50 in large batches",
            "[Sgd(LearningRate = 3.2, Momentum = 0.9, Nesterov = true, WeightDecay = 1e-4)] [LinearWarmup(Epochs = 5)] [MultiStepDecay(AtEpochs = [30, 60, 80])] [TrainingPlan(StepsPerEpoch = 156, Epochs = 90)]"
        },
        { "Vaswani et al. 2017, Transformer base", "[Adam(LearningRate = 1, Beta2 = 0.98, Epsilon = 1e-9)] [Noam(ModelSize = 512, WarmupSteps = 4000)] [TrainingPlan(Steps = 100_000)]" },
        {
            "Devlin et al. 2018, BERT-base",
            "[ClipByGlobalNorm(1)] [AdamW(LearningRate = 1e-4, Epsilon = 1e-6, WeightDecay = 0.01)] [LinearWarmup(Steps = 10_000)] [LinearDecay] [TrainingPlan(Steps = 1_000_000)]"
        },
        {
            "Brown et al. 2020, GPT-3 175B",
            "[ClipByGlobalNorm(1)] [AdamW(LearningRate = 6e-5, Beta2 = 0.95, WeightDecay = 0.1)] [LinearWarmup(Steps = 117)] [CosineDecay(Steps = 81_250, Floor = 0.1)] [TrainingPlan(Steps = 93_750)]"
        },
        {
            "nanoGPT, 124M, where an epoch of its text is 18,400 steps",
            "[ClipByGlobalNorm(1)] [AdamW(LearningRate = 6e-4, Beta2 = 0.95, WeightDecay = 0.1)] [LinearWarmup(Steps = 2000)] [CosineDecay(Floor = 0.1)] [TrainingPlan(Steps = 600_000, StepsPerEpoch = 18_400)]"
        },
        { "Radford et al. 2015, DCGAN", "[Adam(LearningRate = 2e-4, Beta1 = 0.5)]" },
        { "Gulrajani et al. 2017, WGAN-GP", "[Adam(LearningRate = 1e-4, Beta1 = 0, Beta2 = 0.9)]" },
        { "Mnih et al. 2015, DQN", "[RMSprop(LearningRate = 2.5e-4, Rho = 0.95, Epsilon = 0.01, Momentum = 0.95, Centered = true)]" },
        { "PPO, Atari", "[ClipByGlobalNorm(0.5)] [Adam(LearningRate = 2.5e-4, Epsilon = 1e-5)] [LinearDecay] [TrainingPlan(Steps = 156_250)]" },
        { "Merity et al. 2017, AWD-LSTM", "[ClipByGlobalNorm(0.25)] [Sgd(LearningRate = 30, WeightDecay = 1.2e-6)] [TrainingPlan(StepsPerEpoch = 663, Epochs = 750)]" },
        { "Merity et al. 2017, AWD-LSTM, once it averages", "[ClipByGlobalNorm(0.25)] [Asgd(LearningRate = 30, Lambda = 0, AverageAfter = 0, WeightDecay = 1.2e-6)] [TrainingPlan(StepsPerEpoch = 663, Epochs = 750)]" },
        {
            "Szegedy et al. 2015, Inception v3",
            "[ClipByGlobalNorm(2)] [RMSprop(LearningRate = 0.045, Rho = 0.9, Epsilon = 1)] [StepDecay(Factor = 0.94, EveryEpochs = 2)] [TrainingPlan(StepsPerEpoch = 800, Epochs = 100)]"
        },
        {
            "Smith and Topin 2017, super-convergence on CIFAR-10",
            "[Sgd(LearningRate = 3, Momentum = 0.85, WeightDecay = 1e-4)] [OneCycle] [OneCycle(Target = \"Momentum\", From = 0.95 / 0.85, Floor = 0.95 / 0.85)] [TrainingPlan(Steps = 10_000)]"
        },
        { "Chen et al. 2023, Lion, ViT-B/16", "[Lion(LearningRate = 1e-4, WeightDecay = 1)] [LinearWarmup(Steps = 10_000)] [CosineDecay] [TrainingPlan(StepsPerEpoch = 312, Epochs = 300)]" },
        { "Mishchenko and Defazio 2023, Prodigy", "[Prodigy(LearningRate = 1)] [CosineDecay] [TrainingPlan(Steps = 10_000)]" },
        { "Mikolov et al. 2013, word2vec", "[Sgd(LearningRate = 0.025)] [LinearDecay(Floor = 1e-4)] [TrainingPlan(Steps = 1_000_000)]" },
    };

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Nothing_is_wrong_with(string recipe, string attributes)
    {
        Analysis analysis = Analysis.Of($"{Rules.Usings}[Optimizer] {attributes} public sealed partial class Recipe;");
        Assert.Empty(analysis.CompilerErrors);
        Assert.True(analysis.Diagnostics.All(d => d.Severity < DiagnosticSeverity.Warning), $"{recipe}: {string.Join("\n", analysis.Diagnostics)}");
        Assert.All(analysis.Diagnostics, d => Prose.Check(d.GetMessage(null)));
    }
}
