using OptimizerDsl.Kernels.Tests.Zoo;

namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>
/// The library's rules of single elements in many settings, each alone, and some behind clips; schedules on others. Rules that
/// know more than an element stand in <see cref="FeatureRecipes"/>.
/// </summary>
internal static class LibraryRecipes
{
    // What clips do before a rule, one without and one with corrections that depend on the step shows.
    private static readonly HashSet<Type> s_clipped = [typeof(SgdAttribute), typeof(AdamWAttribute)];

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

    private static readonly (string Name, string Attribute)[] s_rules = [.. ZooRules.All.Where(rule => !rule.KnowsModel).SelectMany(rule => rule.Recipes)];

    private static readonly (string Name, string Attribute)[] s_beforeClips = [.. ZooRules.All.Where(rule => s_clipped.Contains(rule.Attribute)).SelectMany(rule => rule.Recipes)];

    public static IReadOnlyList<RecipeCase> All { get; } =
    [
        .. s_rules.SelectMany(rule => RecipeCase.Both(rule.Name, rule.Attribute)),
        .. s_beforeClips.SelectMany(rule => RecipeCase.Both(rule.Name + "ValueNorm", Value + Norm + rule.Attribute)),
        .. s_beforeClips.Where(rule => s_clippedInAllWays.Contains(rule.Name)).SelectMany(rule => (RecipeCase[])
        [
            .. RecipeCase.Both(rule.Name + "Norm", Norm + rule.Attribute),
            .. RecipeCase.Both(rule.Name + "Value", Value + rule.Attribute),
            .. RecipeCase.Both(rule.Name + "NormValue", Norm + Value + rule.Attribute),
        ]),
        .. s_scheduled.SelectMany(recipe => RecipeCase.Both("Scheduled" + recipe.Name, recipe.Attributes)),
    ];
}
