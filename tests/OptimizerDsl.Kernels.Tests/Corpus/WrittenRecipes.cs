namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>Recipes of the rules in the folder Rules, which together use the whole language.</summary>
internal static class WrittenRecipes
{
    private static readonly (string Name, string Attributes)[] s_recipes =
    [
        ("Branches", "[Branches(LearningRate = 0.1)]"),
        ("BranchesClipped", "[ClipByValue(1)]\n[Branches(LearningRate = 0.1, Bound = 0.25)]"),
        ("Masks", "[Masks(LearningRate = 0.2)]"),
        ("MasksLenient", "[Masks(LearningRate = 0.2, Strict = false)]"),
        ("SignSteps", "[SignSteps(LearningRate = 0.01)]"),
        ("Broadcasts", "[Broadcasts(LearningRate = 0.3)]"),
        ("BroadcastsWide", "[Broadcasts(LearningRate = 0.3, Wide = true)]"),
        ("Helpers", "[Helpers(LearningRate = 0.1)]"),
        ("HelpersShort", "[Helpers(LearningRate = 0.1, Keep = 0.25)]"),
        ("ReturnedHelpers", "[ReturnedHelpers(LearningRate = 0.1)]"),
        ("ReturnedHelpersHalved", "[ReturnedHelpers(LearningRate = 0.1, Halves = true)]"),
        ("SignedZeros", "[SignedZeros(LearningRate = 0.1)]"),
        ("Swaps", "[Swaps(LearningRate = 0.1)]"),
        ("RealFunctions", "[RealFunctions(LearningRate = 0.1)]"),
        ("Quotients", "[Quotients(LearningRate = 0.1)]"),
        ("Longs", "[Longs(LearningRate = 0.1)]"),
        ("LongsBitter", "[Longs(LearningRate = 0.1, Every = 1, Nothing = 3, Taste = Taste.Bitter)]"),
        ("UniformMath", "[UniformMath(LearningRate = 0.1)]"),
        ("UniformState", "[UniformState(LearningRate = 0.1)]"),
        ("Rotation", "[Rotation(LearningRate = 0.1)]"),
        ("Kinds", "[Kinds(2, LearningRate = 0.1)]"),
        ("KindsBitter", "[Kinds(0.5, LearningRate = 0.1, Flip = true, Taste = Taste.Bitter, Period = 1)]"),
        ("Reductions", "[Reductions(LearningRate = 0.1)]"),
        ("ReductionsClipped", "[ClipByGlobalNorm(1)]\n[Reductions(LearningRate = 0.1)]"),
        ("Chain", "[Chain(LearningRate = 0.1)]"),
        ("Trust", "[Trust(LearningRate = 0.1)]"),
        ("TrustClipped", "[ClipByValue(1)]\n[Trust(LearningRate = 0.1, WeightDecay = 0)]"),
        ("Sometimes", "[Sometimes(LearningRate = 0.1)]"),
        ("AboveMean", "[AboveMean(LearningRate = 0.1)]"),
        ("Pulled", "[Pull(Strength = 0.1)]\n[Sgd(LearningRate = 0.1, Momentum = 0.9)]"),
        ("PulledTwice", "[Pull(Strength = 0.1)]\n[ClipByValue(0.5)]\n[Pull]\n[AdamW(LearningRate = 0.1)]"),
        ("Eased", "[EaseIn]\n[UniformState(LearningRate = 0.1)]"),
        ("EasedTwice", "[EaseIn]\n[EaseIn(Speed = 0.7)]\n[Sgd(LearningRate = 0.1)]"),
        ("Centred", "[Centre]\n[Sgd(LearningRate = 0.1, Nesterov = true, Momentum = 0.5)]"),
        ("Curves", "[Curves(LearningRate = 0.1)]"),
        ("BareCurves", "[BareCurves(LearningRate = 0.1)]"),
        ("Noisy", "[Jitter]\n[Langevin(LearningRate = 0.1)]"),
        ("LargestFirst", "[Largest(2)]\n[Centre]\n[Pull]\n[ClipByGlobalNorm(1)]\n[Helpers(LearningRate = 0.1)]"),
    ];

    public static IReadOnlyList<RecipeCase> All { get; } = [.. s_recipes.SelectMany(recipe => RecipeCase.Both(recipe.Name, recipe.Attributes))];

    /// <summary>The rules as C#, one text a file.</summary>
    public static IReadOnlyList<string> Rules { get; } = [.. ResourceNames().Select(Read)];

    private static IEnumerable<string> ResourceNames() =>
        typeof(WrittenRecipes).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Rules/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(WrittenRecipes).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
