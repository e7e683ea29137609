using OptimizerDsl.Generators.Frontend;
using OptimizerDsl.Generators.Model;

namespace OptimizerDsl.Generators.Emit;

/// <summary>Emits a recipe's access to its state and averages, where it has any.</summary>
internal sealed class RecipeStateEmitter(CompiledRecipe recipe, string engine, string element, string span)
{
    private readonly string _readOnly = $"global::System.ReadOnlySpan<{element}>";

    public void Emit(CodeWriter code)
    {
        string[] inputs = recipe.Groups.SelectMany(g => g.Inputs).Distinct().ToArray();
        string[] states = recipe.Groups.SelectMany(g => g.HasMaster ? [.. g.States, KnownNames.Master] : g.States).Distinct().Except(inputs).ToArray();
        string[] uniforms = recipe.Groups.SelectMany(g => g.Begins.SelectMany(b => b.Names).Select(n => n.InRecipe).Concat(g.Kept)).Distinct().ToArray();
        if (states.Length > 0) EmitState(code, List(states));
        if (inputs.Length > 0) EmitInput(code, List(inputs));
        if (uniforms.Length > 0) EmitUniformState(code, List(uniforms));
        if (recipe.Groups.Any(g => g.AverageState is not null)) EmitAverages(code);
    }

    /// <summary>The access to the parameters in full, where those of the model have 16 bits.</summary>
    public static void EmitMaster(CodeWriter code, string engine) => code.Lines($$"""

        /// <summary>One parameter in full, in its shape, as the next step goes on from it: the model's own value is this one rounded, or what was written to it since and is taken over by the call.</summary>
        /// <param name="parameter">A parameter of this optimizer's set.</param>
        /// <exception cref="global::System.ArgumentException">The parameter belongs to another set.</exception>
        public global::System.ReadOnlySpan<float> Master(global::OptimizerDsl.Parameter parameter) => {{engine}}.Master(parameter);
        """);

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(s => $"\"{s}\""));

    private void EmitState(CodeWriter code, string names) => code.Lines($$"""

        /// <summary>The state of a plain vector, one value a parameter: {{names}}.</summary>
        /// <param name="name">Which state.</param>
        /// <exception cref="global::System.ArgumentException">There is no state of that name.</exception>
        /// <exception cref="global::System.InvalidOperationException">It is not stored in full: ReadState copies it.</exception>
        public {{span}} State(string name) => {{engine}}.State<{{element}}>(name);

        /// <summary>The state of one parameter, in its shape: {{names}}.</summary>
        /// <param name="parameter">A parameter of this optimizer's set.</param>
        /// <param name="name">Which state.</param>
        /// <exception cref="global::System.ArgumentException">There is no state of that name, or the parameter belongs to another set.</exception>
        /// <exception cref="global::System.InvalidOperationException">It is not stored in full: ReadState copies it.</exception>
        public {{span}} State(global::OptimizerDsl.Parameter parameter, string name) => {{engine}}.State<{{element}}>(parameter, name);

        /// <summary>Copies the state of a plain vector, however it is stored: {{names}}.</summary>
        /// <param name="name">Which state.</param>
        /// <param name="values">Takes one value a parameter.</param>
        /// <exception cref="global::System.ArgumentException">There is no state of that name, or the length differs.</exception>
        public void ReadState(string name, {{span}} values) => {{engine}}.ReadState(name, values);

        /// <summary>Copies the state of one parameter, however it is stored: {{names}}.</summary>
        /// <param name="parameter">A parameter of this optimizer's set.</param>
        /// <param name="name">Which state.</param>
        /// <param name="values">Takes one value an element, in its shape.</param>
        /// <exception cref="global::System.ArgumentException">There is no state of that name, the parameter belongs to another set, or the length differs.</exception>
        public void ReadState(global::OptimizerDsl.Parameter parameter, string name, {{span}} values) => {{engine}}.ReadState(parameter, name, values);

        /// <summary>Sets the state of a plain vector, rounded to the nearest value that is stored: {{names}}.</summary>
        /// <param name="name">Which state.</param>
        /// <param name="values">One value a parameter.</param>
        /// <exception cref="global::System.ArgumentException">There is no state of that name, or the length differs.</exception>
        public void WriteState(string name, {{_readOnly}} values) => {{engine}}.WriteState(name, values);

        /// <summary>Sets the state of one parameter, rounded to the nearest value that is stored: {{names}}.</summary>
        /// <param name="parameter">A parameter of this optimizer's set.</param>
        /// <param name="name">Which state.</param>
        /// <param name="values">One value an element, in its shape.</param>
        /// <exception cref="global::System.ArgumentException">There is no state of that name, the parameter belongs to another set, or the length differs.</exception>
        public void WriteState(global::OptimizerDsl.Parameter parameter, string name, {{_readOnly}} values) => {{engine}}.WriteState(parameter, name, values);
        """);

    private void EmitInput(CodeWriter code, string names) => code.Lines($$"""

        /// <summary>What the rule reads of a plain vector beside the gradients, one value a parameter: {{names}}. Zeros until they are filled.</summary>
        /// <param name="name">Which input.</param>
        /// <exception cref="global::System.ArgumentException">There is no input of that name.</exception>
        public {{span}} Input(string name) => {{engine}}.State<{{element}}>(name);

        /// <summary>What the rule reads of one parameter beside the gradients, in its shape: {{names}}. Zeros until they are filled.</summary>
        /// <param name="parameter">A parameter of this optimizer's set.</param>
        /// <param name="name">Which input.</param>
        /// <exception cref="global::System.ArgumentException">There is no input of that name, or the parameter belongs to another set.</exception>
        public {{span}} Input(global::OptimizerDsl.Parameter parameter, string name) => {{engine}}.State<{{element}}>(parameter, name);
        """);

    private void EmitUniformState(CodeWriter code, string names) => code.Lines($$"""

        /// <summary>The uniform state of a plain vector, as a copy: {{names}}.</summary>
        /// <param name="name">Which state.</param>
        /// <returns>Its one value, zero before the first step.</returns>
        /// <exception cref="global::System.ArgumentException">There is no uniform state of that name.</exception>
        public double[] UniformState(string name) => {{engine}}.UniformState(name);

        /// <summary>The uniform state of a parameter's group, or of its tensor or rows, as a copy: {{names}}.</summary>
        /// <param name="parameter">A parameter of this optimizer's set.</param>
        /// <param name="name">Which state.</param>
        /// <returns>One value, or one for each row; zeros before the first step.</returns>
        /// <exception cref="global::System.ArgumentException">There is no uniform state of that name, or the parameter belongs to another set.</exception>
        public double[] UniformState(global::OptimizerDsl.Parameter parameter, string name) => {{engine}}.UniformState(parameter, name);
        """);

    private void EmitAverages(CodeWriter code) => code.Lines($$"""

        /// <summary>The average of one parameter, in its shape.</summary>
        /// <param name="parameter">A parameter of this optimizer's set.</param>
        public {{span}} Average(global::OptimizerDsl.Parameter parameter) => {{engine}}.Average<{{element}}>(parameter);

        /// <summary>The average of a plain vector.</summary>
        public {{span}} Average() => {{engine}}.Average<{{element}}>();

        /// <summary>Puts the averages in the place of the parameters until the answer is disposed, for an evaluation: <c>using (optimizer.UseAverages()) …</c>.</summary>
        /// <returns>What puts the parameters back.</returns>
        /// <exception cref="global::System.InvalidOperationException">They are in place already, or a step is running. A step throws it while they are.</exception>
        public global::OptimizerDsl.AveragesScope UseAverages() => {{engine}}.UseAverages();

        /// <summary>Puts the averages in the place of a plain vector until the answer is disposed, for an evaluation: <c>using (optimizer.UseAverages(parameters)) …</c>.</summary>
        /// <param name="parameters">The parameters, as many as the constructor was given.</param>
        /// <returns>What puts the parameters back.</returns>
        /// <exception cref="global::System.ArgumentException">The length differs.</exception>
        /// <exception cref="global::System.InvalidOperationException">They are in place already, or a step is running. A step throws it while they are.</exception>
        public global::OptimizerDsl.VectorAveragesScope<{{element}}> UseAverages({{span}} parameters) => {{engine}}.UseAverages(parameters);
        """);
}
