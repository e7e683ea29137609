using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>Emits the class that holds a recipe's uniform values and kernels.</summary>
internal static class ProgramEmitter
{
    public static void Emit(CodeWriter code, RecipeModel model, CompiledRecipe recipe, string className)
    {
        string element = Target.KeywordOf(recipe.ElementType);
        var uniforms = new UniformEmitter(recipe);
        var buffers = new BufferNames(recipe, recipe.Sweeps[0], uniforms);
        SweepEmitter[] sweeps = Enumerable.Range(0, recipe.Sweeps.Count).Select(i => new SweepEmitter(recipe, uniforms, i)).ToArray();

        code.Line($"// {model.Label}");
        code.Line("//");
        foreach (string line in Formula.Lines(recipe.Fused)) code.Line("//     " + line);
        code.Line(CompilerAttributes.GeneratedCode(isQualified: true));
        using (code.Open($"file sealed class {className} : StepProgram<{element}>"))
        {
            uniforms.EmitFields(code);
            code.Line($"public override int SweepCount => {recipe.Sweeps.Count};");
            code.Line();
            if (recipe.Sweeps.Count > 1) EmitReductionKinds(code, recipe);
            uniforms.EmitPrepare(code);
            code.Line();
            if (recipe.Sweeps.Count > 1)
            {
                EmitReduce(code, recipe, sweeps, buffers, element);
                code.Line();
            }
            using (code.Open($"public override void Update(ref {element} {buffers[recipe.Weight]}, ref {element} {buffers[recipe.Gradient]}, ref {element} state, nuint stateStride, nuint count)"))
            {
                sweeps[sweeps.Length - 1].EmitChoice(code);
            }
            foreach (SweepEmitter sweep in sweeps)
            {
                code.Line();
                sweep.EmitMethods(code);
            }
        }
    }

    private static void EmitReductionKinds(CodeWriter code, CompiledRecipe recipe)
    {
        using (code.Open("public override ReductionKind[] ReductionsOf(int sweep) => sweep switch", "{", "};"))
        {
            for (int i = 0; i < recipe.Sweeps.Count - 1; i++)
            {
                code.Line($"{i} => [{string.Join(", ", recipe.Sweeps[i].Reductions.Select(r => "ReductionKind." + r.Kind))}],");
            }
            code.Line("_ => [],");
        }
        code.Line();
    }

    private static void EmitReduce(CodeWriter code, CompiledRecipe recipe, SweepEmitter[] sweeps, BufferNames buffers, string element)
    {
        using (code.Open($"public override void Reduce(int sweep, ref {element} {buffers[recipe.Weight]}, ref {element} {buffers[recipe.Gradient]}, ref {element} state, nuint stateStride, nuint count, Span<double> results)"))
        {
            int most = recipe.Sweeps.Max(s => s.Reductions.Count);
            code.Line($"Span<double> lanes = stackalloc double[{(most == 1 ? "" : most + " * ")}ReductionShape.Lanes];");
            if (sweeps.Length == 2)
            {
                EmitOneReduce(code, recipe.Sweeps[0], sweeps[0]);
                return;
            }
            using (code.Open("switch (sweep)"))
            {
                for (int i = 0; i < sweeps.Length - 1; i++)
                {
                    code.Line(i == sweeps.Length - 2 ? "default:" : $"case {i}:");
                    using (code.Open("")) EmitOneReduce(code, recipe.Sweeps[i], sweeps[i]);
                    code.Line("break;");
                }
            }
        }
    }

    private static void EmitOneReduce(CodeWriter code, Sweep sweep, SweepEmitter emitter)
    {
        code.Line("lanes.Clear();");
        for (int r = 0; r < sweep.Reductions.Count; r++)
        {
            if (sweep.Reductions[r].Kind == ReductionKind.Max) code.Line($"{Slice(r)}.Fill(double.NegativeInfinity);");
        }
        emitter.EmitChoice(code);
        for (int r = 0; r < sweep.Reductions.Count; r++)
        {
            code.Line($"results[{r}] = ReductionShape.Combine({Slice(r)}, ReductionKind.{sweep.Reductions[r].Kind});");
        }
    }

    private static string Slice(int reduction) => $"lanes.Slice({(reduction == 0 ? "0" : $"{reduction} * ReductionShape.Lanes")}, ReductionShape.Lanes)";

}
