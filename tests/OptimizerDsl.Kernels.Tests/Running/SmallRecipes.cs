using System.Reflection;
using OptimizerDsl.Kernels.Tests.Corpus;

namespace OptimizerDsl.Kernels.Tests.Running;

/// <summary>Recipes that differ from each other in one thing each, compiled soon, for tests that are not about kernels.</summary>
internal static class SmallRecipes
{
    private const string Matrices = "[ParameterGroup(\"matrices\", \"*.weight\")]\n[Sgd(LearningRate = 0.1, Momentum = 0.9, Group = \"matrices\")]\n";

    private static readonly RecipeCase[] s_cases =
    [
        new("Plain", "[AdamW(LearningRate = 0.01)]", ElementType.Single),
        new("PlainInDouble", "[AdamW(LearningRate = 0.01)]", ElementType.Double),
        new("OtherBeta", "[AdamW(LearningRate = 0.01, Beta2 = 0.95)]", ElementType.Single),
        new("OtherRate", "[AdamW(LearningRate = 0.02)]", ElementType.Single),
        new("MoreState", "[AdamW(LearningRate = 0.01, AmsGrad = true)]", ElementType.Single),
        new("OtherRule", "[Lion(LearningRate = 0.01)]", ElementType.Single),
        new("Clipped", "[ClipByGlobalNorm(1)]\n[AdamW(LearningRate = 0.01)]", ElementType.Single),
        new("Warm", "[AdamW(LearningRate = 0.01)]\n[LinearWarmup(Steps = 5)]\n[CosineDecay(Steps = 20)]", ElementType.Single),
        new("Longer", "[AdamW(LearningRate = 0.01)]\n[LinearWarmup(Steps = 5)]\n[CosineDecay(Steps = 30)]", ElementType.Single),
        new("Plateau", "[AdamW(LearningRate = 0.01)]\n[ReduceOnPlateau(Patience = 0, Factor = 0.5)]", ElementType.Single),
        new("Bold", "[AdamW(LearningRate = 0.01)]\n[BoldDriver]", ElementType.Single),
        new("Grouped", Matrices + "[AdamW(LearningRate = 0.01)]", ElementType.Single),
        new("GroupedOtherwise", Matrices.Replace("*.weight", "*.bias", StringComparison.Ordinal) + "[AdamW(LearningRate = 0.01)]", ElementType.Single),
        new("Accumulated", "[AccumulateGradients(Steps = 3)]\n[AdamW(LearningRate = 0.01)]", ElementType.Single) { Options = "ClearGradients = true" },
        new("AccumulatedLonger", "[AccumulateGradients(Steps = 4)]\n[AdamW(LearningRate = 0.01)]", ElementType.Single) { Options = "ClearGradients = true" },
        new("Tuned", "[AdamW(LearningRate = 0.01)]", ElementType.Single) { Body = "public partial double WeightDecay { get; set; }" },
        new("Guarded", "[SkipNonFinite]\n[AdamW(LearningRate = 0.01)]\n[LinearWarmup(Steps = 9)]", ElementType.Single),
        new("GuardedCleared", "[SkipNonFinite]\n[ClipByGlobalNorm(1)]\n[AdamW(LearningRate = 0.01)]\n[LinearWarmup(Steps = 9)]", ElementType.Single) { Options = "ClearGradients = true" },
        new("GuardedAccumulated", "[AccumulateGradients(Steps = 3)]\n[SkipNonFinite]\n[AdamW(LearningRate = 0.01)]\n[Ema(0.9)]", ElementType.Single) { Options = "ClearGradients = true" },
        new("Bounded", "[SkipAbove(1000)]\n[AdamW(LearningRate = 0.01)]\n[LinearWarmup(Steps = 9)]", ElementType.Single),
        new("Zeroed", "[ZeroNonFinite]\n[AdamW(LearningRate = 0.01)]", ElementType.Single),
        new("ZeroedClipped", "[ZeroNonFinite]\n[ClipByGlobalNorm(1)]\n[AdamW(LearningRate = 0.01)]", ElementType.Single),
        new("Averaged", "[AdamW(LearningRate = 0.01)]\n[Ema(0.9)]", ElementType.Single),
        new("Watched", "[AdamW(LearningRate = 0.01)]\n[ObserveNorms]\n[ObserveModelNorms]", ElementType.Single),
        new("WatchedGuarded", "[SkipNonFinite]\n[ClipByGlobalNorm(0.1)]\n[AdamW(LearningRate = 0.01)]\n[ObserveNorms]", ElementType.Single),
        new("Noisy", "[AddNoise(0.3, Seed = 3)]\n[Adam(LearningRate = 0.1)]", ElementType.Single),
        new("Distant", "[DoG(LearningRate = 1)]", ElementType.Single),
        new("StoredInBlocks", "[AdamW(LearningRate = 0.01)]", ElementType.Single) { Options = "State = StatePrecision.Block8" },
        new("StoredAtRandom", "[AdamW(LearningRate = 0.01)]\n[Ema(0.9)]", ElementType.Single) { Options = "State = StatePrecision.BFloat16, StateRounding = StateRounding.Stochastic" },
        new("Lossy", "[PolyakSgd(LearningRate = 1)]", ElementType.Single),
        new("Short", "[AdamW(LearningRate = 0.01)]", ElementType.Single) { Options = "State = StatePrecision.BFloat16" },
        new("Packed", "[AdamW(LearningRate = 0.01)]", ElementType.Single) { Options = "State = StatePrecision.Block8" },
        new("OwnOne", "", ElementType.Single) { Options = "LearningRate = 0.1", Body = "public void Update(ref Real w, Real g, ref Real v, StepInfo step) { v += g; w -= step.LearningRate * v; }" },
    ];

    private static readonly Lazy<(byte[] Image, Assembly Assembly)> s_compiled = new(() =>
    {
        byte[] image = RecipeCompiler.Compile("SmallRecipes", [], s_cases).Image;
        return (image, Assembly.Load(image));
    });

    /// <summary>The assembly, for other processes to load.</summary>
    public static byte[] Image => s_compiled.Value.Image;

    public static Type Named(string recipe) => s_compiled.Value.Assembly.GetType(recipe, throwOnError: true)!;

    /// <summary>An optimizer for a small model, or for another one.</summary>
    public static Model Model(string recipe, params (string Name, int[] Shape)[] tensors) =>
        new(Named(recipe), tensors.Length == 0 ? [("dense.weight", [3, 5]), ("dense.bias", [5])] : tensors);

    public static IOptimizer Vector(string recipe, int count) => (IOptimizer)Activator.CreateInstance(Named(recipe), count)!;
}
