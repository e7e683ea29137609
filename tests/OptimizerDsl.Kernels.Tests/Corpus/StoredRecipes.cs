namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>Recipes that store their state in fewer bytes than they compute with, with all that a step can be besides.</summary>
internal static class StoredRecipes
{
    private const string Matrices = "[ParameterGroup(\"matrices\", \"*.weight\")]\n";

    private static readonly (string Name, string Options, string Attributes)[] s_recipes =
    [
        ("AdamW", "", "[AdamW(LearningRate = 0.01, WeightDecay = 0.1)]"),
        ("AdamWCleared", "ClearGradients = true", "[ClipByGlobalNorm(1)]\n[AdamW(LearningRate = 0.01, AmsGrad = true)]"),
        ("Momentum", "", "[Sgd(LearningRate = 0.05, Momentum = 0.9, Nesterov = true)]"),
        ("Lion", "", "[Lion(LearningRate = 0.01)]"),
        ("Lamb", "", "[Lamb(LearningRate = 0.05)]"),
        ("RowsClipped", "", "[ClipByGlobalNorm(1)]\n[CentreRows]\n[ClipEachTensor(0.1)]\n[Rows(LearningRate = 0.1)]"),
        ("KeptLevels", "", "[SkipNonFinite]\n[AllLevels(LearningRate = 0.1)]"),
        ("Averaged", "", "[AdamW(LearningRate = 0.01)]\n[Ema(0.9)]"),
        ("OneInFull", "", "[AdamW(LearningRate = 0.01)]\n[Ema(0.9)]\n[StoreState(\"v\", StatePrecision.Full)]"),
        ("OwnAverage", "", "[SkipNonFinite]\n[PrimalAveraging(LearningRate = 0.1)]"),
        ("Accumulated", "ClearGradients = true", "[AccumulateGradients(Steps = 3)]\n[SkipNonFinite]\n[ClipByGlobalNorm(1)]\n[AdamW(LearningRate = 0.1)]"),
        ("Groups", "", Matrices + "[ClipByGlobalNorm(1)]\n[Layers(LearningRate = 0.1, Group = \"matrices\")]\n[AdamW(LearningRate = 0.01)]"),
        ("Noisy", "", "[Jitter(Seed = 42)]\n[AdamW(LearningRate = 0.01)]"),
        ("Inputs", "", "[Curvature(LearningRate = 0.1)]"),
        ("Sophia", "", "[Sophia(LearningRate = 0.01)]"),
        ("Marked", "", "[Adagrad(LearningRate = 0.1)]"),
        ("MarkedInPart", "", "[ScheduleFreeAdamW(LearningRate = 0.01)]"),
        ("Watched", "", "[SkipNonFinite]\n[AdamW(LearningRate = 0.01)]\n[Ema(0.9)]\n[ObserveNorms]\n[WatchModel]"),
        ("Vanishing", "", "[Vanishing(LearningRate = 0.1)]"),
    ];

    private static readonly (string Name, string Options)[] s_formats =
    [
        ("BFloat16", "State = StatePrecision.BFloat16"),
        ("Block8", "State = StatePrecision.Block8"),
    ];

    private static readonly (string Name, string Options)[] s_roundings =
    [
        ("RandomBFloat16", "State = StatePrecision.BFloat16, StateRounding = StateRounding.Stochastic, StateSeed = 7"),
        ("RandomBlock8", "State = StatePrecision.Block8, StateRounding = StateRounding.Stochastic, StateSeed = -3"),
        ("Flushed", "FlushSubnormals = true"),
        ("FlushedBlock8", "State = StatePrecision.Block8, FlushSubnormals = true"),
    ];

    // What rounding adds does not depend on all that a step can be.
    private static readonly HashSet<string> s_rounded = ["AdamW", "Lamb", "RowsClipped", "OneInFull", "Groups", "Noisy", "Watched", "Vanishing"];

    public static IReadOnlyList<RecipeCase> All { get; } =
    [
        new("StoredSmallAverage", "[StoreState(\"average\", StatePrecision.BFloat16)]\n[Sgd(LearningRate = 0.3)]\n[Ema(0.5)]", ElementType.Single),
        .. s_formats.SelectMany(format => s_recipes.Select(recipe => Of(format, recipe))),
        .. s_roundings.SelectMany(format => s_recipes.Where(recipe => s_rounded.Contains(recipe.Name)).Select(recipe => Of(format, recipe))),
    ];

    private static RecipeCase Of((string Name, string Options) format, (string Name, string Options, string Attributes) recipe) =>
        new($"Stored{format.Name}{recipe.Name}", recipe.Attributes, ElementType.Single)
        {
            Options = format.Options + (recipe.Options.Length == 0 ? "" : ", " + recipe.Options),
        };
}
