using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>
/// Emits one sweep: a method for each vector width, one for single elements, and the choice among them. All of them print the
/// same expressions through one printer, so they give the same bits.
/// </summary>
internal sealed class SweepEmitter(CompiledGroup group, UniformEmitter uniforms, int index)
{
    private static readonly int[] s_widths = [512, 256, 128];

    private readonly Sweep _sweep = group.Sweeps[index];
    private readonly BufferNames _buffers = new(group, group.Sweeps[index], uniforms);

    public bool IsUpdate => index == group.Sweeps.Count - 1;

    /// <summary>Whether the sweep does anything: a group may have no part in a reduction of the others.</summary>
    public bool IsEmpty => !IsUpdate && _sweep.Reductions.Count == 0;

    /// <summary>"Update", "Reduce", or "Reduce2" where there are several reducing sweeps.</summary>
    private string Name => IsUpdate ? "Update" : group.Sweeps.Count == 2 ? "Reduce" : "Reduce" + (index + 1);

    private bool NeedsRun => uniforms.HasSlots && UniformEmitter.UniformReads(_sweep).Any() || _sweep.LoopExpressions.SelectMany(e => e.Descendants()).Any(LoopBody.IsNoise) || IsUpdate && group.IsRoundedInKernels;

    private string Parameters => string.Concat(_buffers.References.Select(r => $"ref {r.Item} {r.Name}, ").Prepend(_buffers.HasBlocks ? "nuint inBlock, " : "").Prepend(NeedsRun ? "in RunPlace run, " : ""));

    private string Arguments => string.Concat(_buffers.References.Select(r => $"ref {r.Name}, ").Prepend(_buffers.HasBlocks ? "inBlock, " : "").Prepend(NeedsRun ? "in run, " : ""));

    /// <summary>The widest hardware vector does the bulk, single elements the rest.</summary>
    public void EmitChoice(CodeWriter code)
    {
        List<string> states = group.States.ToList();
        foreach (string buffer in _buffers.Used.Where(b => _buffers.ArgumentOf(b) != _buffers[b]))
        {
            string item = _buffers.StorageOf(buffer).Item;
            code.Line($"ref {item} {_buffers[buffer]} = ref Unsafe.As<float, {item}>(ref {_buffers.ArgumentOf(buffer)});");
        }
        if (_buffers.IsMasterUsed) code.Line($"ref float {_buffers.Master} = ref run.State<float>({states.Count});");
        foreach (string buffer in _buffers.Used.Where(states.Contains))
        {
            Storage storage = _buffers.StorageOf(buffer);
            code.Line($"ref {storage.Item} {_buffers[buffer]} = ref {storage.Place(states.IndexOf(buffer))};");
        }
        foreach (KeyValuePair<string, string> target in _buffers.NewNames) code.Line($"ref {_buffers.StorageOf(target.Key).NewItem} {target.Value} = ref run.NewState({states.IndexOf(target.Key)});");
        if (_buffers.HasBlocks) code.Line("nuint inBlock = run.InBlock;");
        if (IsUpdate)
        {
            EmitWidths(code, "count");
            code.Line($"{Name}ByOne({Arguments}done, count);");
            return;
        }
        // Vectors begin where element and lane agree.
        code.Line("nuint aligned = Math.Min(end, (start + 15) & ~(nuint)15);");
        code.Line($"{Name}ByOne({Arguments}start, aligned, lanes);");
        EmitWidths(code, "aligned, end, lanes");
        code.Line($"{Name}ByOne({Arguments}done, end, lanes);");
    }

    private void EmitWidths(CodeWriter code, string rest)
    {
        code.Line("nuint done =");
        foreach (int width in s_widths) code.Line($"    Vector{width}.IsHardwareAccelerated ? {Name}By{width}({Arguments}{rest}) :");
        code.Line(IsUpdate ? "    0;" : "    aligned;");
    }

    public void EmitMethods(CodeWriter code)
    {
        foreach (int width in s_widths)
        {
            EmitVector(code, new Target.Vector(group.ElementType, width));
            code.Line();
        }
        EmitScalar(code);
    }

    private void EmitVector(CodeWriter code, Target.Vector target)
    {
        string rest = IsUpdate ? "nuint count" : "nuint i, nuint end, Span<double> lanes";
        using (code.Open($"private nuint {Name}By{target.Bits}({Parameters}{rest})"))
        {
            var body = new LoopBody(group, _sweep, _buffers, uniforms, target);
            body.EmitPreamble(code);
            if (IsUpdate)
            {
                code.Line("nuint i = 0;");
                EmitLoop(code, body, 2 * target.Lanes, target.Lanes);
                EmitLoop(code, body, target.Lanes, target.Lanes);
            }
            else
            {
                new ReductionEmitter(_sweep, body, target).EmitLoop(code);
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
                    body.EmitElement(code, 0);
                    body.EmitStores(code, 0);
                    return;
                }
                using (code.Open(""))
                {
                    body.EmitElement(code, offset);
                    body.EmitStores(code, offset);
                }
            }
        }
    }

    private void EmitScalar(CodeWriter code)
    {
        string rest = IsUpdate ? "nuint i, nuint count" : "nuint i, nuint end, Span<double> lanes";
        using (code.Open($"private void {Name}ByOne({Parameters}{rest})"))
        {
            var body = new LoopBody(group, _sweep, _buffers, uniforms, new Target.Scalar(group.ElementType));
            body.EmitPreamble(code);
            using (code.Open($"for (; i < {(IsUpdate ? "count" : "end")}; i++)"))
            {
                body.EmitElement(code, 0);
                if (IsUpdate) body.EmitStores(code, 0);
                else ReductionEmitter.EmitScalar(code, _sweep, body);
            }
        }
    }
}
