using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>
/// Emits one sweep: a method for each vector width, one for single elements, and the method that chooses. All of them print the
/// same expressions through one printer, so they give the same bits.
/// </summary>
internal sealed class SweepEmitter(CompiledRecipe recipe, UniformEmitter uniforms, int index)
{
    private static readonly int[] s_widths = [512, 256, 128];

    private readonly Sweep _sweep = recipe.Sweeps[index];
    private readonly string _element = Target.KeywordOf(recipe.ElementType);
    private readonly BufferNames _buffers = new(recipe, recipe.Sweeps[index], uniforms);

    public bool IsUpdate => index == recipe.Sweeps.Count - 1;

    /// <summary>"Update", "Reduce", or "Reduce2" where there are several reducing sweeps.</summary>
    private string Name => IsUpdate ? "Update" : recipe.Sweeps.Count == 2 ? "Reduce" : "Reduce" + (index + 1);

    private string Parameters => string.Join(", ", _buffers.Used.Select(b => $"ref {_element} {_buffers[b]}"));

    private string Arguments => string.Join(", ", _buffers.Used.Select(b => $"ref {_buffers[b]}"));

    /// <summary>The widest hardware vector does the bulk, single elements the rest.</summary>
    public void EmitChoice(CodeWriter code)
    {
        foreach (string buffer in _buffers.Used.Where(b => b != recipe.Weight && b != recipe.Gradient))
        {
            int slab = recipe.States.ToList().IndexOf(buffer);
            string place = slab == 0 ? "ref state" : $"ref Unsafe.Add(ref state, {(slab == 1 ? "" : slab + " * ")}stateStride)";
            code.Line($"ref {_element} {_buffers[buffer]} = {place};");
        }
        string lanes = IsUpdate ? "" : ", lanes";
        string separator = _buffers.Used.Count > 0 ? ", " : "";
        code.Line("nuint done =");
        foreach (int width in s_widths)
        {
            code.Line($"    Vector{width}.IsHardwareAccelerated ? {Name}By{width}({Arguments}{separator}count{lanes}) :");
        }
        code.Line("    0;");
        code.Line($"{Name}ByOne({Arguments}{separator}done, count{lanes});");
    }

    public void EmitMethods(CodeWriter code)
    {
        foreach (int width in s_widths)
        {
            EmitVector(code, new Target.Vector(recipe.ElementType, width));
            code.Line();
        }
        EmitScalar(code);
    }

    private void EmitVector(CodeWriter code, Target.Vector target)
    {
        string lanesParameter = IsUpdate ? "" : ", Span<double> lanes";
        string separator = _buffers.Used.Count > 0 ? ", " : "";
        using (code.Open($"private nuint {Name}By{target.Bits}({Parameters}{separator}nuint count{lanesParameter})"))
        {
            var body = new LoopBody(recipe, _sweep, _buffers, uniforms, target);
            body.EmitPreamble(code);
            code.Line("nuint i = 0;");
            if (IsUpdate)
            {
                EmitLoop(code, body, 2 * target.Lanes, target.Lanes);
                EmitLoop(code, body, target.Lanes, target.Lanes);
            }
            else
            {
                var reductions = new ReductionEmitter(_sweep, body, target);
                reductions.EmitLoop(code);
            }
            code.Line("return i;");
        }
    }

    private static void EmitLoop(CodeWriter code, LoopBody body, int stride, int lanes)
    {
        using (code.Open($"for (; i + {stride} <= count; i += {stride})"))
        {
            for (int offset = 0; offset < stride; offset += lanes)
            {
                if (stride == lanes)
                {
                    body.EmitElement(code, "i");
                    body.EmitStores(code, "i");
                    return;
                }
                using (code.Open(""))
                {
                    string position = offset == 0 ? "i" : $"i + {offset}";
                    body.EmitElement(code, position);
                    body.EmitStores(code, position);
                }
            }
        }
    }

    private void EmitScalar(CodeWriter code)
    {
        string lanesParameter = IsUpdate ? "" : ", Span<double> lanes";
        string separator = _buffers.Used.Count > 0 ? ", " : "";
        var target = new Target.Scalar(recipe.ElementType);
        using (code.Open($"private void {Name}ByOne({Parameters}{separator}nuint i, nuint count{lanesParameter})"))
        {
            var body = new LoopBody(recipe, _sweep, _buffers, uniforms, target);
            body.EmitPreamble(code);
            using (code.Open("for (; i < count; i++)"))
            {
                body.EmitElement(code, "i");
                if (IsUpdate) body.EmitStores(code, "i");
                else ReductionEmitter.EmitScalar(code, _sweep, body);
            }
        }
    }
}
