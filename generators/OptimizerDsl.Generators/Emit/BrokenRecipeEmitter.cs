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
        string result = "global::OptimizerDsl.StepResult";
        string[] members =
        [
            $"public {type}(global::OptimizerDsl.ParameterSet parameters) => {fail};",
            $"public {type}(int count) => {fail};",
            $"public static {type} Create(global::OptimizerDsl.ParameterSet parameters) => {fail};",
            $"public global::OptimizerDsl.OptimizerGroups Groups => {fail};",
            $"public double LearningRate {{ get => {fail}; set => {fail}; }}",
            $"public long StepCount => {fail};",
            $"public int Threads {{ get => {fail}; set => {fail}; }}",
            $"global::OptimizerDsl.Runtime.CheckpointAccess global::OptimizerDsl.IOptimizer.Checkpoint => {fail};",
            $"public double LearningRateAt(long step) => {fail};",
            $"public {result} Step() => {fail};",
            $"public {result} Step(double loss) => {fail};",
            $"public {result} Step({span} parameters, {span} gradients) => {fail};",
            $"public {result} Step({span} parameters, {span} gradients, double loss) => {fail};",
            $"public static global::OptimizerDsl.LearningRateCurve Curve(int steps) => {fail};",
            $"public static string Describe() => {fail};",
            $"public void Observe(double metric) => {fail};",
            $"public {span} State(string name) => {fail};",
            $"public {span} State(global::OptimizerDsl.Parameter parameter, string name) => {fail};",
            $"public global::System.ReadOnlySpan<float> Master(global::OptimizerDsl.Parameter parameter) => {fail};",
            $"public {span} Average() => {fail};",
            $"public {span} Average(global::OptimizerDsl.Parameter parameter) => {fail};",
            $"public global::OptimizerDsl.AveragesScope UseAverages() => {fail};",
            $"public global::OptimizerDsl.VectorAveragesScope<{Target.KeywordOf(model.ElementType)}> UseAverages({span} parameters) => {fail};",
            .. model.PartialProperties.Select(p => $"{p} {{ get => {fail}; set => {fail}; }}"),
        ];
        for (int i = 0; i < members.Length; i++)
        {
            if (i > 0) code.Line();
            code.Line("/// <summary>Throws: the recipe has mistakes.</summary>");
            code.Line(members[i]);
        }
    }
}
