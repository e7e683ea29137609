using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>Emits the class that holds one group's uniform values and kernels.</summary>
internal static class ProgramEmitter
{
    public static void Emit(CodeWriter code, RecipeModel model, CompiledGroup group, string className)
    {
        string element = Target.KeywordOf(group.ElementType);
        var uniforms = new UniformEmitter(group, model.Tunables.ToArray());
        var buffers = new BufferNames(group, group.Sweeps[0], uniforms);
        SweepEmitter[] sweeps = Enumerable.Range(0, group.Sweeps.Count).Select(i => new SweepEmitter(group, uniforms, i)).ToArray();
        SweepEmitter update = sweeps[sweeps.Length - 1];
        SweepEmitter[] reducing = sweeps.Where(s => !s.IsUpdate && !s.IsEmpty).ToArray();

        foreach (string line in Formula.Lines(group.Fused)) code.Line("// " + line);
        code.Line(CompilerAttributes.GeneratedCode(isQualified: true));
        using (code.Open($"file sealed class {className} : StepProgram<{element}>"))
        {
            uniforms.EmitFields(code);
            if (KeepsZeros.Of(group.Sweeps[group.Sweeps.Count - 1]))
            {
                code.Line("public override bool KeepsZeros => true;");
                code.Line();
            }
            if (update.GoesByBlocks)
            {
                code.Line($"public override bool StoresBlocks => Vector{WholeBlock.Bits}.IsHardwareAccelerated;");
                code.Line();
            }
            if (reducing.Length > 0) EmitReductionsOf(code, group);
            if (update.Reduces)
            {
                code.Line($"public override ReductionInfo[] ObservedReductions {{ get; }} = {Infos(group.Sweeps[group.Sweeps.Count - 1])};");
                code.Line();
            }
            uniforms.EmitPrepare(code);
            code.Line();
            string references = $"in RunPlace run, ref {element} {buffers.ArgumentOf(group.Weight)}, ref {element} {buffers.ArgumentOf(group.Gradient)}";
            if (reducing.Length > 0)
            {
                EmitReduce(code, sweeps, reducing, references);
                code.Line();
            }
            string range = update.Reduces ? "nuint start, nuint end, Span<double> lanes" : "nuint count";
            using (code.Open($"public override void {(update.Reduces ? "UpdateAndReduce" : "Update")}({references}, {range})")) update.EmitChoice(code);
            foreach (SweepEmitter sweep in reducing.Concat([update]))
            {
                code.Line();
                sweep.EmitMethods(code);
            }
        }
    }

    private static void EmitReductionsOf(CodeWriter code, CompiledGroup group)
    {
        using (code.Open("public override ReductionInfo[] ReductionsOf(int sweep) => sweep switch", "{", "};"))
        {
            for (int i = 0; i < group.Sweeps.Count - 1; i++)
            {
                if (group.Sweeps[i].Reductions.Count == 0) continue;
                code.Line($"{i} => {Infos(group.Sweeps[i])},");
            }
            code.Line("_ => [],");
        }
        code.Line();
    }

    private static string Infos(Sweep sweep) =>
        $"[{string.Join(", ", sweep.Reductions.Select(r => $"new ReductionInfo({r.Index}, ReductionKind.{r.Kind}, ReductionScope.{r.Scope})"))}]";

    private static void EmitReduce(CodeWriter code, SweepEmitter[] sweeps, SweepEmitter[] reducing, string references)
    {
        using (code.Open($"public override void Reduce(int sweep, {references}, nuint start, nuint end, Span<double> lanes)"))
        {
            if (reducing.Length == 1)
            {
                reducing[0].EmitChoice(code);
                return;
            }
            using (code.Open("switch (sweep)"))
            {
                foreach (SweepEmitter sweep in reducing)
                {
                    code.Line(sweep == reducing[reducing.Length - 1] ? "default:" : $"case {Array.IndexOf(sweeps, sweep)}:");
                    using (code.Open("")) sweep.EmitChoice(code);
                    code.Line("break;");
                }
            }
        }
    }
}
