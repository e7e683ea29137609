using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Emit;

/// <summary>
/// Emits the whole API of a recipe that has mistakes, throwing, so that the only errors a user sees are the ones about the
/// mistakes, and none about missing members.
/// </summary>
internal static class BrokenRecipeEmitter
{
    public static void EmitMembers(CodeWriter code, RecipeModel model)
    {
        string type = model.Type.Name;
        string fail = $"throw new global::System.InvalidOperationException(\"The recipe {type.TrimStart('@')} has mistakes, which the build reports; nothing was generated for it.\")";
        string span = $"global::System.Span<{Target.KeywordOf(model.ElementType)}>";
        code.Lines($$"""
            /// <summary>Throws: the recipe has mistakes.</summary>
            public {{type}}(global::OptimizerDsl.ParameterSet parameters) => {{fail}};

            /// <summary>Throws: the recipe has mistakes.</summary>
            public {{type}}(int count) => {{fail}};

            /// <inheritdoc/>
            public static {{type}} Create(global::OptimizerDsl.ParameterSet parameters) => {{fail}};

            /// <inheritdoc/>
            public double LearningRate { get => {{fail}}; set => {{fail}}; }

            /// <inheritdoc/>
            public long StepCount => {{fail}};

            /// <inheritdoc/>
            public int Threads { get => {{fail}}; set => {{fail}}; }

            /// <inheritdoc/>
            public double LearningRateAt(long step) => {{fail}};

            /// <inheritdoc/>
            public global::OptimizerDsl.StepResult Step() => {{fail}};

            /// <summary>Throws: the recipe has mistakes.</summary>
            public global::OptimizerDsl.StepResult Step({{span}} parameters, {{span}} gradients) => {{fail}};

            /// <summary>Throws: the recipe has mistakes.</summary>
            public {{span}} State(string name) => {{fail}};

            /// <summary>Throws: the recipe has mistakes.</summary>
            public {{span}} State(global::OptimizerDsl.Parameter parameter, string name) => {{fail}};
            """);
    }
}
