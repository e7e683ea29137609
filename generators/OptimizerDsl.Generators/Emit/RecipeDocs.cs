using System.Globalization;
using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>
/// Emits what the editor shows over a recipe's name: the recipe in one line, its rate over time, and for each group the formula,
/// the hyperparameters in force and the price.
/// </summary>
internal static class RecipeDocs
{
    public static void Emit(CodeWriter code, RecipeModel model, CompiledRecipe? recipe)
    {
        if (recipe is null) return;
        code.Line($"/// <summary>{Escape(model.Label)}.</summary>");
        code.Line("/// <remarks>");
        foreach (string line in Lines(model, recipe)) code.Line("/// " + line);
        code.Line("/// </remarks>");
    }

    /// <summary>The same as plain text, which <c>Describe()</c> answers at run time.</summary>
    public static IEnumerable<string> Text(RecipeModel model, CompiledRecipe recipe)
    {
        yield return model.Label;
        if (CurveLine(model) is string curve) yield return curve;
        foreach (CompiledGroup group in recipe.Groups)
        {
            yield return "";
            if (group.Model.Name.Length > 0) yield return $"Group \"{group.Model.Name}\":";
            foreach (string line in Formula.Lines(group.Fused)) yield return "    " + line;
            yield return Hyperparameters(model, group);
            yield return CostLine(group);
        }
    }

    private static IEnumerable<string> Lines(RecipeModel model, CompiledRecipe recipe)
    {
        if (CurveLine(model) is string curve) yield return $"<para>{Escape(curve)}</para>";
        foreach (CompiledGroup group in recipe.Groups)
        {
            if (group.Model.Name.Length > 0) yield return $"<para>Group \"{Escape(group.Model.Name)}\":</para>";
            yield return "<code>";
            foreach (string line in Formula.Lines(group.Fused)) yield return Escape(line);
            yield return "</code>";
            yield return $"<para>{Escape(Hyperparameters(model, group))}</para>";
            yield return $"<para>{CostLine(group)}</para>";
        }
    }

    private static string CostLine(CompiledGroup group)
    {
        Cost cost = group.Cost;
        return $"State: {Bytes(cost.StateBytes)} bytes per parameter. Traffic: {Bytes(cost.Traffic)} bytes per parameter and step, in {cost.Sweeps} sweep{(cost.Sweeps == 1 ? "" : "s")} over memory.";
    }

    private static string Bytes(double count) => count.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Hyperparameters(RecipeModel model, CompiledGroup group)
    {
        IEnumerable<string> values = group.Model.Uses
            .SelectMany(f => f.Values)
            .Select(v => $"{v.Name} = {(v.Tunable == HyperValue.Fixed ? Value(v) : Formula.Print(model.Tunables[v.Tunable].Initial) + " (tunable)")}");
        return $"In force: learningRate = {Formula.Print(Constant.Double(group.Model.LearningRate))}{string.Concat(values.Select(v => ", " + v))}.";
    }

    private static string Value(HyperValue value) => value.Type.ItemType() is null
        ? Formula.Print(value.Value)
        : "[" + string.Join(", ", value.Items.Select(Formula.Print)) + "]";

    /// <summary>The rate over the plan, or as far as the schedules reach; nothing where it is constant by construction.</summary>
    private static string? CurveLine(RecipeModel model)
    {
        ScheduleTrack? track = model.Tracks.FirstOrDefault(t => t.Tunable == ScheduleTrack.Rate);
        if (track is null || model.Groups.Count == 0) return null;
        var curve = new RateCurve(track);
        double rate = model.Groups[0].LearningRate;
        long steps = Math.Max(1, model.Plan.Steps > 0 ? model.Plan.Steps : curve.End > 0 ? curve.End : 1000);
        Sparkline line = Sparkline.Of(t => rate * curve.ScaleAt(t), steps, [.. track.Phases.Select(p => p.Start), .. track.Phases.Select(p => p.Start + p.Length - 1)]);
        return $"Learning rate over {steps.ToString(CultureInfo.InvariantCulture)} steps: {line.Text} peak {Short(line.Peak)} at step {(line.PeakStep + 1).ToString(CultureInfo.InvariantCulture)}, end {Short(line.Last)}.";
    }

    private static string Short(double value) =>
        Formula.Print(Constant.Double(double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)));

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
