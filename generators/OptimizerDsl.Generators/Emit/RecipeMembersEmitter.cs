using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Emit;

/// <summary>Emits a recipe's constructors and methods, which hand everything to the library's step engine.</summary>
internal sealed class RecipeMembersEmitter(RecipeModel model, CompiledRecipe recipe, string programName)
{
    private readonly string _element = Target.KeywordOf(recipe.ElementType);

    public void EmitMembers(CodeWriter code)
    {
        var names = new NameScope([.. model.Members]);
        string engine = names.Fresh("_engine"), schedule = names.Fresh("_schedule"), rate = names.Fresh("_learningRate");
        string program = $"new global::OptimizerDsl.Generated.{programName}()";
        string title = $"\"{model.Type.Name.TrimStart('@')}\"";
        string states = string.Concat(recipe.States.Select(s => $", \"{s}\""));
        string type = model.Type.Name;
        string span = $"global::System.Span<{_element}>";

        code.Line($"private readonly global::OptimizerDsl.Runtime.StepEngine<{_element}> {engine};");
        using (code.Open($"private readonly global::OptimizerDsl.Runtime.RateSchedule {schedule} = new global::OptimizerDsl.Runtime.RateSchedule(", "", ");"))
        {
            for (int i = 0; i < model.Schedules.Count; i++) code.Line(model.Schedules[i].Creation + (i < model.Schedules.Count - 1 ? "," : ""));
        }
        code.Line($"private double {rate} = {NumberText.CSharp(model.LearningRate)};");
        code.Line();

        code.Lines($$"""
            /// <summary>Makes an optimizer for a set of named parameters, with all its state; the set takes no more parameters afterwards.</summary>
            /// <param name="parameters">The parameters, of element type {{recipe.ElementType}}.</param>
            /// <exception cref="global::System.ArgumentException">The set holds another element type.</exception>
            public {{type}}(global::OptimizerDsl.ParameterSet parameters) =>
                {{engine}} = new global::OptimizerDsl.Runtime.StepEngine<{{_element}}>({{title}}, {{program}}, parameters{{states}});

            /// <summary>Makes an optimizer for one plain vector, which each step is given.</summary>
            /// <param name="count">The number of parameters.</param>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The number is negative.</exception>
            public {{type}}(int count) =>
                {{engine}} = new global::OptimizerDsl.Runtime.StepEngine<{{_element}}>({{title}}, {{program}}, count{{states}});

            /// <inheritdoc/>
            public static {{type}} Create(global::OptimizerDsl.ParameterSet parameters) => new {{type}}(parameters);

            /// <inheritdoc/>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The rate is negative, infinite or not a number.</exception>
            public double LearningRate
            {
                get => {{rate}};
                set => {{rate}} = global::OptimizerDsl.Runtime.RateChecks.Checked({{title}}, value);
            }

            /// <inheritdoc/>
            public long StepCount => {{engine}}.StepCount;

            /// <inheritdoc/>
            public int Threads
            {
                get => {{engine}}.Threads;
                set => {{engine}}.Threads = value;
            }

            /// <inheritdoc/>
            public double LearningRateAt(long step) => {{rate}} * {{schedule}}.ScaleAt(step);

            /// <inheritdoc/>
            public global::OptimizerDsl.StepResult Step() => {{engine}}.Step(LearningRateAt({{engine}}.StepCount));

            /// <summary>Updates one plain vector by its gradients. Allocates nothing.</summary>
            /// <param name="parameters">The parameters, as many as the constructor was given.</param>
            /// <param name="gradients">Their gradients, as many again; they may not overlap the parameters.</param>
            /// <returns>What the step did.</returns>
            /// <exception cref="global::System.ArgumentException">A length differs, or the two overlap.</exception>
            /// <exception cref="global::System.InvalidOperationException">The optimizer was made for a set of parameters.</exception>
            public global::OptimizerDsl.StepResult Step({{span}} parameters, {{span}} gradients) =>
                {{engine}}.Step(LearningRateAt({{engine}}.StepCount), parameters, gradients);
            """);
        if (recipe.States.Any()) EmitState(code, engine, span);
    }

    private void EmitState(CodeWriter code, string engine, string span)
    {
        string names = string.Join(", ", recipe.States.Select(s => $"\"{s}\""));
        code.Line();
        code.Lines($$"""
            /// <summary>The state of a plain vector, one value a parameter: {{names}}.</summary>
            /// <param name="name">Which state.</param>
            /// <exception cref="global::System.ArgumentException">There is no state of that name.</exception>
            public {{span}} State(string name) => {{engine}}.State(name);

            /// <summary>The state of one parameter, in its shape: {{names}}.</summary>
            /// <param name="parameter">A parameter of this optimizer's set.</param>
            /// <param name="name">Which state.</param>
            /// <exception cref="global::System.ArgumentException">There is no state of that name, or the parameter belongs to another set.</exception>
            public {{span}} State(global::OptimizerDsl.Parameter parameter, string name) => {{engine}}.State(parameter, name);
            """);
    }
}
