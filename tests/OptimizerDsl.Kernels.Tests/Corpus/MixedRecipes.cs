namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>Recipes whose parameters and gradients have 16 bits, with all that a step can be besides.</summary>
internal static class MixedRecipes
{
    private const string Matrices = "[ParameterGroup(\"matrices\", \"*.weight\")]\n";

    private static readonly (string Name, string Options, string Attributes)[] s_recipes =
    [
        ("AdamW", "", "[AdamW(LearningRate = 0.01, WeightDecay = 0.1)]"),
        ("Plain", "", "[Sgd(LearningRate = 0.01)]"),
        ("Cleared", "ClearGradients = true", "[ClipByGlobalNorm(1)]\n[AdamW(LearningRate = 0.01, AmsGrad = true)]"),
        ("Lamb", "", "[Lamb(LearningRate = 0.05)]"),
        ("RowsClipped", "", "[ClipByGlobalNorm(1)]\n[CentreRows]\n[ClipEachTensor(0.1)]\n[Rows(LearningRate = 0.1)]"),
        ("Gated", "ClearGradients = true", "[SkipNonFinite]\n[AllLevels(LearningRate = 0.1)]"),
        ("Averaged", "", "[AdamW(LearningRate = 0.01)]\n[Ema(0.9)]"),
        ("AveragedOfGroup", "", Matrices + "[Sgd(LearningRate = 0.1, Momentum = 0.9, Group = \"matrices\")]\n[Sgd(LearningRate = 0.01)]\n[Ema(0.9, Group = \"matrices\")]"),
        ("OwnAverage", "", "[SkipNonFinite]\n[PrimalAveraging(LearningRate = 0.1)]"),
        ("Lookahead", "", "[Adam(LearningRate = 0.1)]\n[Lookahead(Every = 3, Alpha = 0.7)]"),
        ("ScheduleFree", "", "[ScheduleFreeAdamW(LearningRate = 0.01)]"),
        ("Accumulated", "ClearGradients = true", "[AccumulateGradients(Steps = 3)]\n[SkipNonFinite]\n[ClipByGlobalNorm(1)]\n[AdamW(LearningRate = 0.1)]"),
        ("Groups", "", Matrices + "[ClipByGlobalNorm(1)]\n[Layers(LearningRate = 0.1, Group = \"matrices\")]\n[AdamW(LearningRate = 0.01)]"),
        ("Noisy", "", "[Jitter(Seed = 42)]\n[AdamW(LearningRate = 0.01)]"),
        ("Inputs", "", "[Curvature(LearningRate = 0.1)]"),
        ("Large", "", "[Sgd(LearningRate = 3e5)]"),
        ("SmallState", "State = StatePrecision.BFloat16", "[AdamW(LearningRate = 0.01)]\n[Ema(0.9)]"),
        ("RandomState", "State = StatePrecision.BFloat16, StateRounding = StateRounding.Stochastic, StateSeed = 7", "[AdamW(LearningRate = 0.01)]"),
        ("BlockState", "State = StatePrecision.Block8", "[ClipByGlobalNorm(1)]\n[AdamW(LearningRate = 0.01)]"),
    ];

    public static IReadOnlyList<RecipeCase> All { get; } =
    [
        .. ((string[])["BFloat16", "Half"]).SelectMany(precision => s_recipes.Select(recipe => new RecipeCase($"Mixed{precision}{recipe.Name}", recipe.Attributes, ElementType.Single)
        {
            Options = $"Parameters = ParameterPrecision.{precision}" + (recipe.Options.Length == 0 ? "" : ", " + recipe.Options),
        })),
    ];
}
