namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>The library's rules in many settings, each alone and most behind both clips, some behind each clip; schedules on others.</summary>
internal static class LibraryRecipes
{
    private static readonly (string Name, string Attribute)[] s_rules =
    [
        ("SgdPlain", "[Sgd(LearningRate = 0.1)]"),
        ("SgdMomentum", "[Sgd(LearningRate = 0.05, Momentum = 0.9)]"),
        ("SgdDampened", "[Sgd(LearningRate = 0.05, Momentum = 0.8, Dampening = 0.3)]"),
        ("SgdNesterov", "[Sgd(Momentum = 0.9, Nesterov = true)]"),
        ("SgdDecay", "[Sgd(LearningRate = 0.3, WeightDecay = 0.02)]"),
        ("SgdClimb", "[Sgd(LearningRate = 1, Maximize = true)]"),
        ("SgdNesterovDecay", "[Sgd(LearningRate = 0.1, Momentum = 0.95, Nesterov = true, WeightDecay = 1e-3)]"),
        ("SgdEverything", "[Sgd(LearningRate = 0.07, Momentum = 0.7, Dampening = 1, WeightDecay = 0.1, Maximize = true)]"),
        ("AdamWUsual", "[AdamW]"),
        ("AdamWNoDecay", "[AdamW(LearningRate = 0.01, WeightDecay = 0)]"),
        ("AdamWNoMean", "[AdamW(LearningRate = 0.1, Beta1 = 0, Beta2 = 0.9)]"),
        ("AdamWAmsGrad", "[AdamW(LearningRate = 0.02, Beta2 = 0.7, AmsGrad = true)]"),
        ("AdamWClimb", "[AdamW(LearningRate = 0.02, Maximize = true, Epsilon = 0.1)]"),
        ("AdamWEverything", "[AdamW(LearningRate = 0.5, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0, WeightDecay = 0.3, AmsGrad = true, Maximize = true)]"),
    ];

    // What clips do before a rule, those above show.
    private static readonly (string Name, string Attribute)[] s_unclipped =
    [
        ("AdamUsual", "[Adam(LearningRate = 0.01)]"),
        ("AdamEverything", "[Adam(LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.6, Epsilon = 0.01, WeightDecay = 0.3, AmsGrad = true, Maximize = true)]"),
        ("RMSpropUsual", "[RMSprop]"),
        ("RMSpropEverything", "[RMSprop(LearningRate = 0.1, Rho = 0.9, Momentum = 0.5, Centered = true, WeightDecay = 0.01, Maximize = true)]"),
        ("AdagradUsual", "[Adagrad]"),
        ("AdagradEverything", "[Adagrad(LearningRate = 0.5, RateDecay = 0.1, InitialAccumulator = 0.1, Epsilon = 0.01, WeightDecay = 0.1, Maximize = true)]"),
    ];

    private const string Norm = "[ClipByGlobalNorm(1.5)]\n";
    private const string Value = "[ClipByValue(0.75)]\n";

    // What a clip does to a rule does not depend on the rule's settings, so single clips and the other order stand before two of them.
    private static readonly string[] s_clippedInAllWays = ["SgdMomentum", "AdamWAmsGrad"];

    private static readonly (string Name, string Attributes)[] s_scheduled =
    [
        ("Warm", "[LinearWarmup(Steps = 5)]\n[CosineDecay(Steps = 15, Floor = 0.1)]\n[AdamW(LearningRate = 0.1)]"),
        ("Stable", "[Wsd(Steps = 20, WarmupSteps = 4, DecaySteps = 8, Floor = 0.1)]\n[AdaptiveClip(0.02)]\n[AdamW(LearningRate = 0.1)]"),
        ("Cycled", "[Cyclic(UpSteps = 5, Rate = 0.9)]\n[Cyclic(UpSteps = 5, Floor = 1.1, Target = \"Momentum\")]\n[Sgd(LearningRate = 1, Momentum = 0.8)]"),
        ("Falling", "[StepDecay(EverySteps = 6, Factor = 0.5)]\n[Sgd(LearningRate = 1, Momentum = 0.9)]"),
        ("Slowing", "[Constant(Factor = 0.5, Steps = 4)]\n[InverseSqrtDecay(Shift = 3, Steps = 9)]\n[ExponentialDecay(Rate = 0.9)]\n[ClipByGlobalNorm(1)]\n[Sgd(LearningRate = 1)]"),
    ];

    public static IReadOnlyList<RecipeCase> All { get; } =
    [
        .. s_rules.Concat(s_unclipped).SelectMany(rule => RecipeCase.Both(rule.Name, rule.Attribute)),
        .. s_rules.SelectMany(rule => RecipeCase.Both(rule.Name + "ValueNorm", Value + Norm + rule.Attribute)),
        .. s_rules.Where(rule => s_clippedInAllWays.Contains(rule.Name)).SelectMany(rule => (RecipeCase[])
        [
            .. RecipeCase.Both(rule.Name + "Norm", Norm + rule.Attribute),
            .. RecipeCase.Both(rule.Name + "Value", Value + rule.Attribute),
            .. RecipeCase.Both(rule.Name + "NormValue", Norm + Value + rule.Attribute),
        ]),
        .. s_scheduled.SelectMany(recipe => RecipeCase.Both("Scheduled" + recipe.Name, recipe.Attributes)),
    ];
}
