using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>Emits what the editor shows over a recipe's name: the recipe in one line, its formula and its price.</summary>
internal static class RecipeDocs
{
    public static void Emit(CodeWriter code, RecipeModel model, CompiledRecipe? recipe)
    {
        if (recipe is null) return;
        Cost cost = recipe.Cost;
        code.Line($"/// <summary>{Escape(model.Label)}.</summary>");
        code.Line("/// <remarks>");
        code.Line("/// <code>");
        foreach (string line in Formula.Lines(recipe.Fused)) code.Line("/// " + Escape(line));
        code.Line("/// </code>");
        code.Line($"/// State: {cost.StateBytes} bytes per parameter. Traffic: {cost.Traffic} bytes per parameter and step, in {cost.Sweeps} sweep{(cost.Sweeps == 1 ? "" : "s")} over memory.");
        code.Line("/// </remarks>");
    }

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
