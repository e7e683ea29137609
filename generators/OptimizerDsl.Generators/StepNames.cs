namespace OptimizerDsl.Generators;

/// <summary>The names of the pipeline's steps, by which tests see what an edit ran again.</summary>
internal static class StepNames
{
    public const string Recipe = nameof(Recipe);
    public const string RecipeCode = nameof(RecipeCode);
    public const string Fragment = nameof(Fragment);
}
