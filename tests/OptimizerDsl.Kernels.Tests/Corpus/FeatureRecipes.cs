using OptimizerDsl.Kernels.Tests.Zoo;

namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>
/// Recipes of everything that a step can be besides a rule of single elements: groups, gates, averages, segments, accumulation,
/// tunables, schedules, and the library's rules that know more than an element.
/// </summary>
internal static class FeatureRecipes
{
    /// <summary>How the names of recipes begin that are about nothing but the rates of their steps.</summary>
    public const string Rates = "RatesOf";

    private const string Matrices = "[ParameterGroup(\"matrices\", \"*.weight\")]\n";
    private const string Clear = "ClearGradients = true";

    private static readonly (string Name, string Options, string Attributes, string Body)[] s_recipes =
    [
        ("Layers", "", "[Layers(LearningRate = 0.1)]", ""),
        ("Rows", "", "[Rows(LearningRate = 0.1)]", ""),
        ("Tensors", "", "[Tensors(LearningRate = 0.1)]", ""),
        ("RowsClipped", "", "[ClipByGlobalNorm(1)]\n[CentreRows]\n[ClipEachTensor(0.1)]\n[Rows(LearningRate = 0.1)]", ""),
        ("RowsOfSgd", Clear, "[CentreRows]\n[Sgd(LearningRate = 0.1, Momentum = 0.9)]", ""),
        ("Curves", "", "[ClipByValue(4)]\n[Curves(LearningRate = 0.01)]", ""),
        ("Noisy", "", "[Jitter(Seed = 42)]\n[Langevin(LearningRate = 0.01)]", ""),
        ("NoisyRows", "", "[Jitter(Seed = -7)]\n[Jitter(Seed = 8)]\n[Rows(LearningRate = 0.1)]", ""),
        ("Guarded", "", "[SkipNonFinite]\n[Sgd(LearningRate = 0.05, Momentum = 0.9)]", ""),
        ("GuardedLayers", "", "[SkipNonFinite]\n[SkipAbove(1e5)]\n[Layers(LearningRate = 0.1)]", ""),
        ("GuardedState", "", "[Tightening]\n[EaseIn]\n[UniformState(LearningRate = 0.1)]", ""),
        ("GuardedClipped", Clear, "[ClipByGlobalNorm(1)]\n[SkipNonFinite]\n[AdamW(LearningRate = 0.01)]", ""),
        ("ClippedTensors", "", "[ClipByNorm(0.5)]\n[Sgd(LearningRate = 0.1, Momentum = 0.9)]", ""),
        ("ClippedUnits", Clear, "[AdaptiveClip(0.01)]\n[AdamW(LearningRate = 0.1)]", ""),
        ("ClippedOrders", "", "[ClipByGlobalPNorm(200, 1)]\n[ClipByGlobalPNorm(2, 3.5)]\n[ClipByGlobalPNorm(0.25, double.PositiveInfinity)]\n[Sgd(LearningRate = 0.1)]", ""),
        ("Cleaned", "", "[ZeroNonFinite]\n[SkipAbove(1e5)]\n[Sgd(LearningRate = 0.1)]", ""),
        ("AddedNoise", "", "[AddNoise(0.3, Seed = 3)]\n[L2(0.01)]\n[Adam(LearningRate = 0.1)]", ""),
        ("Normalized", "", "[Normalize]\n[Sgd(LearningRate = 0.1, Momentum = 0.9)]", ""),
        ("Centralized", "", "[Centralize]\n[Sgd(LearningRate = 0.1, Momentum = 0.9)]", ""),
        ("Signed", "", "[Sign]\n[Sgd(LearningRate = 0.01, Momentum = 0.9)]", ""),
        ("MaskedTransforms", "", Matrices + "[L2(0.1, Group = \"matrices\")]\n[AdaptiveClip(0.01, Group = \"matrices\")]\n[Sign(Group = \"others\")]\n[ParameterGroup(\"others\", \"*.bias\")]\n[Sgd(LearningRate = 0.1, Group = \"matrices\")]\n[Sgd(LearningRate = 0.01, Group = \"others\")]\n[Sgd(LearningRate = 0.2)]", ""),
        ("Averaged", "", "[AdamW(LearningRate = 0.01)]\n[Ema(0.9)]", ""),
        ("AveragedTether", "", "[Sgd(LearningRate = 0.01)]\n[Tether]", ""),
        ("AveragedWarm", "", "[AdamW(LearningRate = 0.01)]\n[Ema(0.9, Warmup = true)]", ""),
        ("AveragedSwa", "", "[Sgd(LearningRate = 0.01, Momentum = 0.9)]\n[Swa(4, 3)]", ""),
        ("AveragedPolyak", "", "[Sgd(LearningRate = 0.01)]\n[PolyakAverage]", ""),
        ("AveragedPolyakLate", "", "[SkipNonFinite]\n[Adam(LearningRate = 0.1)]\n[PolyakAverage(Start = 5)]", ""),
        ("AveragedLookahead", "", "[Adam(LearningRate = 0.1)]\n[Lookahead(Every = 3, Alpha = 0.7)]", ""),
        ("AveragedGuarded", "", "[SkipNonFinite]\n[Adam(LearningRate = 0.1)]\n[Ema(0.5)]", ""),
        ("Accumulated", "", "[AccumulateGradients(Steps = 2)]\n[Sgd(LearningRate = 0.05, Momentum = 0.9)]", ""),
        ("AccumulatedCleared", Clear, "[AccumulateGradients(Steps = 3)]\n[SkipNonFinite]\n[ClipByGlobalNorm(1)]\n[AdamW(LearningRate = 0.1)]\n[Ema(0.9)]", ""),
        ("AccumulatedGuarded", "", "[AccumulateGradients(Steps = 2)]\n[Tightening]\n[Layers(LearningRate = 0.1)]", ""),
        ("Cleared", Clear, "[Sgd(LearningRate = 0.1)]", ""),
        ("ClearedLayers", Clear, "[Layers(LearningRate = 0.1)]", ""),
        ("Groups", "", Matrices + "[ClipByGlobalNorm(1)]\n[Layers(LearningRate = 0.1, Group = \"matrices\")]\n[AdamW(LearningRate = 0.01)]", ""),
        ("GroupsOfOneRule", "", Matrices + "[SkipAbove(1e5, Group = \"matrices\")]\n[Sgd(LearningRate = 0.1, Momentum = 0.9, Group = \"matrices\")]\n[Sgd(LearningRate = 0.01, Momentum = 0.5, Nesterov = true)]\n[Ema(0.9, Group = \"matrices\")]", ""),
        ("GroupsWithoutDefault", Clear, Matrices + "[ParameterGroup(\"others\", \"*\")]\n[ClipByValue(2)]\n[RMSprop(LearningRate = 0.01, Momentum = 0.9, Centered = true, Group = \"matrices\")]\n[ClipByGlobalNorm(1, Group = \"others\")]\n[Adagrad(LearningRate = 0.1, RateDecay = 0.01, Group = \"others\")]", ""),
        ("GroupsOfReductions", "", Matrices + "[Centre]\n[CentreRows(Group = \"matrices\")]\n[ClipByGlobalNorm(1)]\n[Trust(LearningRate = 0.1)]\n[Chain(LearningRate = 0.01, Group = \"matrices\")]", ""),
        ("GroupsOfEverything", Clear, Matrices + "[AccumulateGradients(Steps = 2)]\n[SkipNonFinite]\n[ClipByGlobalNorm(1)]\n[Jitter(Group = \"matrices\")]\n[Layers(LearningRate = 0.1, Group = \"matrices\")]\n"
            + "[Sgd(LearningRate = 0.05, Momentum = 0.9)]\n[Ema(0.9)]\n[LinearWarmup(Steps = 3)]\n[CosineDecay(Steps = 5, Floor = 0.1)]\n[ReduceOnPlateau(Patience = 1, Factor = 0.5)]",
            "public partial double Momentum { get; set; }\n[Tunable(Of = typeof(LayersAttribute), Group = \"matrices\", Name = \"Decay\")] public partial double Inertia { get; set; }"),
        ("Lossy", "", "[Polyak(LearningRate = 0.5)]", ""),
        ("LossyAccumulated", "", "[AccumulateGradients(Steps = 2)]\n[SkipNonFinite]\n[Polyak(LearningRate = 0.5)]", ""),
        ("Tuned", "", "[ClipByGlobalNorm(1)]\n[Sgd(LearningRate = 0.1, Momentum = 0.9, Dampening = 0.1, WeightDecay = 0.01)]",
            "public partial double Momentum { get; set; }\npublic partial double Dampening { get; set; }\npublic partial bool Nesterov { get; set; }\npublic partial bool Maximize { get; set; }\n[Tunable(Name = \"WeightDecay\")] public partial double Decay { get; set; }"),
        ("TunedGroups", "", Matrices + "[Sgd(LearningRate = 0.1, WeightDecay = 0, Group = \"matrices\")]\n[AdamW(LearningRate = 0.01)]\n[Tether]",
            "[Tunable(Of = typeof(AdamWAttribute))] public partial double WeightDecay { get; set; }\n[Tunable(Of = typeof(SgdAttribute), Group = \"matrices\", Name = \"WeightDecay\")] public partial double Shrink { get; set; }\npublic partial long Every { get; set; }"),
        ("Moved", "", "[Adam(LearningRate = 0.01)]\n[OneCycle(Steps = 10)]\n[CosineDecay(Steps = 10, Floor = 0.5, Target = \"Beta1\")]", ""),
        ("MovedTuned", "", "[Sgd(LearningRate = 0.1, Momentum = 0.9)]\n[LinearWarmup(Steps = 4, From = 0.5, Target = \"Momentum\")]\n[CosineDecay(Steps = 6, Target = \"Momentum\")]", "public partial double Momentum { get; set; }"),
        ("MovedGroup", "", Matrices + "[AdamW(LearningRate = 0.01, WeightDecay = 0.1, Group = \"matrices\")]\n[AdamW(LearningRate = 0.01)]\n[CosineDecay(Steps = 8, Target = \"WeightDecay\", Group = \"matrices\")]\n[StepDecay(EverySteps = 3)]", ""),
        ("Observed", "", "[Sgd(LearningRate = 0.1)]\n[ReduceOnPlateau(Patience = 1, Factor = 0.5, Cooldown = 1)]\n[Smoothed]\n[BoldDriver]\n[LinearDecay(Steps = 10, Floor = 0.2)]", ""),
        ("KeptLayers", "", "[LayerMoments(LearningRate = 0.1)]", ""),
        ("KeptDistance", Clear, "[Distance(LearningRate = 0.5)]", ""),
        ("KeptLevels", "", "[SkipNonFinite]\n[AllLevels(LearningRate = 0.1)]", ""),
        ("KeptGroups", "", Matrices + "[SkipNonFinite]\n[ClipByGlobalNorm(10)]\n[RunningScale]\n[LayerMoments(LearningRate = 0.1, Group = \"matrices\")]\n[Distance(LearningRate = 0.5)]\n[WeightedMean]", ""),
        ("KeptTransforms", "", "[AccumulateGradients(Steps = 2)]\n[RunningScale]\n[RunningScale]\n[AdamW(LearningRate = 0.01)]\n[WeightedMean]", ""),
        ("ShapeNoise", "", "[ShapeNoise(LearningRate = 0.1)]", ""),
        ("Shapes", "", "[MeanFree]\n[Shapes(LearningRate = 0.1)]", ""),
        ("ShapesInRows", "", "[MeanFree]\n[CentreRows]\n[Shapes(LearningRate = 0.1)]", ""),
        ("Inputs", "", "[Curvature(LearningRate = 0.1)]", ""),
        ("InputsOfGroups", Clear, Matrices + "[SkipNonFinite]\n[Curvature(LearningRate = 0.1, Every = 2, Group = \"matrices\")]\n[Sgd(LearningRate = 0.1)]", ""),
        ("OwnAverage", "", "[SkipNonFinite]\n[PrimalAveraging(LearningRate = 0.1)]", ""),
        ("OwnAverageAndEma", "", "[PrimalAveraging(LearningRate = 0.1)]\n[Ema(0.9)]", ""),
        ("Watched", "", "[ObserveNorms]\n[AdamW(LearningRate = 0.01)]", ""),
        ("WatchedPlain", "", "[Sgd(LearningRate = 0.1)]\n[Watch]", ""),
        ("WatchedModel", Clear, "[Sgd(LearningRate = 0.1, Momentum = 0.9)]\n[WatchModel]\n[ObserveModelNorms]", ""),
        ("WatchedRows", "", "[ClipByGlobalNorm(1)]\n[CentreRows]\n[Rows(LearningRate = 0.1)]\n[Watch]\n[ObserveNorms]", ""),
        ("WatchedLookahead", "", "[Adam(LearningRate = 0.1)]\n[Lookahead(Every = 3)]\n[ObserveNorms]", ""),
        ("WatchedNoise", "", "[Jitter(Seed = 42)]\n[Langevin(LearningRate = 0.01)]\n[WatchModel]\n[Watch]", ""),
        ("WatchedKept", "", "[SkipNonFinite]\n[LayerMoments(LearningRate = 0.1)]\n[Watch]\n[Watch(Keep = 0.5)]", ""),
        ("WatchedGroups", Clear, Matrices + "[AccumulateGradients(Steps = 2)]\n[SkipNonFinite]\n[ClipByGlobalNorm(1)]\n[Layers(LearningRate = 0.1, Group = \"matrices\")]\n"
            + "[Sgd(LearningRate = 0.05, Momentum = 0.9)]\n[Ema(0.9)]\n[Watch]\n[ObserveNorms(Group = \"matrices\")]\n[WatchModel]", ""),
        ("Own", "LearningRate = 0.1", "", "[Tunable(Initial = 0.5)] public partial double Mu { get; set; }\npublic void Update(ref Real w, Real g, ref Real v, StepInfo step) { v = Mu * v + g; w -= step.LearningRate * v; }"),
        ("OwnGuarded", "LearningRate = 0.1, ClearGradients = true", "[SkipNonFinite]\n[ClipByGlobalNorm(1)]\n[Ema(0.9)]\n[LinearWarmup(Steps = 5)]",
            "[Tunable(Initial = true)] public partial bool Eager { get; set; }\npublic void Begin(ref double weight, StepInfo step) { weight = 0.5 * weight + 1; }\n"
            + "public void Update(ref Real w, Real g, ref Real v, StepInfo step, double weight) { v += (g - v) / weight; double n = PerTensor.Norm(v); w -= step.LearningRate * (Eager ? g : v) / (1 + n); }"),
    ];

    private static readonly (string Name, string Attributes)[] s_schedules =
    [
        ("Constant", "[Constant(Factor = 0.3)]"),
        ("Warmup", "[LinearWarmup(Steps = 30, From = 0.01)]"),
        ("Linear", "[LinearDecay(Steps = 50, Floor = 0.1)]"),
        ("Cosine", "[CosineDecay(Steps = 77, Floor = 0.01)]"),
        ("Polynomial", "[PolynomialDecay(Steps = 40, Power = 2.5, Floor = 0.05)]"),
        ("Exponential", "[ExponentialDecay(Rate = 0.9, EverySteps = 3.5)]"),
        ("InverseTime", "[InverseTimeDecay(Rate = 0.1, EverySteps = 7)]"),
        ("InverseTimeEach", "[InverseTimeDecay(Rate = 0.03)]"),
        ("InverseSqrt", "[LinearWarmup(Steps = 9)]\n[InverseSqrtDecay(Shift = 9)]"),
        ("Step", "[StepDecay(EverySteps = 13, Factor = 0.7)]"),
        ("MultiStep", "[LinearWarmup(Steps = 12)]\n[MultiStepDecay(AtSteps = new long[] { 10, 20, 45 }, Factor = 0.3)]"),
        ("Restarts", "[CosineRestarts(PeriodSteps = 10)]"),
        ("RestartsGrowing", "[CosineRestarts(PeriodSteps = 10, Multiplier = 2, Floor = 0.1)]"),
        ("RestartsGrowingSlowly", "[CosineRestarts(PeriodSteps = 7, Multiplier = 1.3)]"),
        ("RestartsInAPhase", "[CosineRestarts(PeriodSteps = 7, Multiplier = 2, Steps = 21)]\n[Constant(Factor = 0.1)]"),
        ("PiecewiseConstant", "[LinearWarmup(Steps = 12)]\n[PiecewiseConstant(AtSteps = new long[] { 10, 20, 45 }, Factors = new[] { 0.9, 0.3, 1.7 })]"),
        ("PiecewiseLinear", "[PiecewiseLinear(AtSteps = new long[] { 5, 20, 20, 45 }, Factors = new[] { 0.1, 1, 0.5, 0.01 })]"),
        ("PiecewiseLinearLater", "[Constant(Steps = 9)]\n[PiecewiseLinear(AtSteps = new long[] { 0, 20 }, Factors = new[] { 0.1, 1 })]"),
        ("Tanh", "[TanhDecay(Steps = 50, Floor = 0.01)]"),
        ("TanhSteep", "[TanhDecay(Steps = 30, Lower = -3, Upper = 7.5)]"),
        ("Rex", "[Rex(Steps = 60, Floor = 0.05)]"),
        ("Wsd", "[Wsd(Steps = 80, WarmupSteps = 10, DecaySteps = 25)]"),
        ("WsdLinear", "[Wsd(Steps = 80, DecaySteps = 80, Shape = DecayShape.Linear, Floor = 0.1)]"),
        ("WsdCosine", "[Wsd(Steps = 80, WarmupSteps = 1, DecaySteps = 20, Shape = DecayShape.Cosine, Floor = 0.1)]"),
        ("WsdExponential", "[TrainingPlan(Epochs = 2, StepsPerEpoch = 50)]\n[Wsd(WarmupEpochs = 0.2, DecayEpochs = 0.5, Shape = DecayShape.Exponential, Floor = 0.01)]"),
        ("Chebyshev", "[Chebyshev(Condition = 100, PeriodSteps = 32)]"),
        ("ChebyshevLong", "[Chebyshev(Condition = 1000.5, PeriodSteps = 65536)]"),
        ("ConstantWarmup", "[ConstantWarmup(Steps = 8, From = 0.3)]"),
        ("ExponentialWarmup", "[ExponentialWarmup(TimeConstantSteps = 8.5, Steps = 50)]\n[ExponentialDecay(From = 0.5, Rate = 0.97)]"),
        ("OneCycle", "[OneCycle(Steps = 60)]"),
        ("OneCycleThreePhases", "[OneCycle(Steps = 61, ThreePhases = true, WarmupFraction = 0.25, From = 0.1, Floor = 0.01)]"),
        ("CyclicExponential", "[Cyclic(UpSteps = 9, DownSteps = 4, Rate = 0.99, Cosine = true)]"),
        ("OneCycleLinear", "[OneCycle(Steps = 61, Linear = true, WarmupFraction = 0.25, From = 0.1, Floor = 0.01)]"),
        ("Cyclic", "[Cyclic(UpSteps = 10)]"),
        ("CyclicFalling", "[Cyclic(UpSteps = 10, DownSteps = 5.5, Multiplier = 0.9, Floor = 0.01)]"),
        ("Noam", "[Noam(ModelSize = 64, WarmupSteps = 20)]"),
        ("Epochs", "[TrainingPlan(Epochs = 3, StepsPerEpoch = 40)]\n[LinearWarmup(Epochs = 0.5)]\n[MultiStepDecay(Epochs = 1, AtEpochs = new[] { 0.75, 1.2 })]\n[CosineDecay(Floor = 0.1)]"),
        ("EpochsEvery", "[TrainingPlan(Steps = 200, StepsPerEpoch = 30)]\n[StepDecay(EveryEpochs = 0.5, Factor = 0.8, Steps = 70)]\n[ExponentialDecay(Rate = 0.5, EveryEpochs = 1.5, Epochs = 2)]\n[InverseTimeDecay(Rate = 0.5, EveryEpochs = 0.25)]"),
        ("Table", "[TrainingPlan(StepsPerEpoch = 20)]\n[LinearWarmup(Steps = 10)]\n[Table(AtEpochs = new[] { 0.25, 1.0, 2.5 }, Weights = new[] { 0.5, -1.25, 3.0 })]"),
        ("Metrics", "[CosineDecay(Steps = 100)]\n[ReduceOnPlateau(Patience = 0, Factor = 0.7)]\n[BoldDriver]\n[Smoothed(Keep = 0.75)]"),
    ];

    public static IReadOnlyList<RecipeCase> All { get; } =
    [
        .. s_recipes.SelectMany(recipe => RecipeCase.Both("Feature" + recipe.Name, recipe.Attributes).Select(both => both with { Options = recipe.Options, Body = recipe.Body })),
        .. StoredRecipes.All,
        .. MixedRecipes.All,
        .. ZooRules.All.Where(rule => rule.KnowsModel).SelectMany(rule => rule.Recipes).SelectMany(rule => RecipeCase.Both(rule.Name, rule.Attribute)),
        .. s_schedules.Select(schedule => new RecipeCase(Rates + schedule.Name, schedule.Attributes + "\n[Sgd(LearningRate = 0.3)]", ElementType.Double)),
    ];
}
