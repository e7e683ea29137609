namespace OptimizerDsl.Kernels.Tests.Corpus;

/// <summary>A recipe for each single operation.</summary>
internal static class IntrinsicRecipes
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "Min", "Max", "Clamp", "Abs", "Negate", "Sqrt", "Sign", "CopySign", "FusedMultiplyAdd", "Lerp", "Less", "LessOrEqual",
        "Greater", "GreaterOrEqual", "Equal", "NotEqual", "NotLess", "Add", "Subtract", "Multiply", "Divide",
    ];

    public static IReadOnlyList<RecipeCase> All { get; } =
        [.. Names.SelectMany(name => RecipeCase.Both("Intrinsic" + name, $"[OneIntrinsic(Is = Intrinsic.{name}, LearningRate = 1)]"))];
}
