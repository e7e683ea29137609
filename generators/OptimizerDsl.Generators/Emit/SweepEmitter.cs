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

    /// <summary>Whether the sweep gives totals, as the one that updates does where it is observed.</summary>
    public bool Reduces => _sweep.Reductions.Count > 0;

    /// <summary>Whether the sweep does anything: a group may have no part in a reduction of the others.</summary>
    public bool IsEmpty => !IsUpdate && _sweep.Reductions.Count == 0;

    /// <summary>"Update", "Reduce", or "Reduce2" where there are several reducing sweeps.</summary>
    private string Name => IsUpdate ? "Update" : group.Sweeps.Count == 2 ? "Reduce" : "Reduce" + (index + 1);

    private bool NeedsRun => uniforms.HasSlots && UniformEmitter.UniformReads(_sweep).Any() || _sweep.LoopExpressions.SelectMany(e => e.Descendants()).Any(LoopBody.IsNoise) || IsUpdate && group.IsRoundedInKernels;

    /// <summary>
    /// Whether the widest update goes block by block and stores what lies in blocks itself. Where runs begin inside of blocks,
    /// random numbers round, or the update is observed, the engine does.
    /// </summary>
    public bool GoesByBlocks => IsUpdate && !Reduces && _buffers.HasBlocks && group.Granularity != Level.Row && !group.Stored.Any(s => s.IsStochastic);

    // Kernels whose state takes fewer bytes wait for memory with computing to do; of state in full it is the other way round, and asking only costs.
    private bool AsksAhead => IsUpdate && group.Stored.Any(s => s.Format != StateFormat.Full);

    private string Parameters => Listed(_buffers.References.Select(r => $"ref {r.Item} {r.Name}"), "in RunPlace run", "nuint inBlock");

    private string Arguments => Listed(_buffers.References.Select(r => $"ref {r.Name}"), "in run", "inBlock");

    private string Listed(IEnumerable<string> references, string run, string inBlock) =>
        string.Concat(references.Prepend(_buffers.HasBlocks ? inBlock : "").Prepend(NeedsRun ? run : "").Where(a => a.Length > 0).Select(a => a + ", "));

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
        if (GoesByBlocks)
        {
            string needed = string.Concat(_buffers.ReferencesOfBlocks.Select(r => $"ref {r.Name}, ").Prepend(NeedsRun ? "in run, " : ""));
            using (code.Open($"if (Vector{WholeBlock.Bits}.IsHardwareAccelerated && count >= {WholeBlock.Length})"))
            {
                code.Line($"{Name}BlocksBy{WholeBlock.Bits}({needed}count);");
                code.Line("return;");
            }
        }
        if (!Reduces)
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
        foreach (int width in Widths) code.Line($"    Vector{width}.IsHardwareAccelerated ? {Name}By{width}({Arguments}{rest}) :");
        code.Line(Reduces ? "    aligned;" : "    0;");
    }

    // Of whole blocks nothing is left that fills the widest vectors for long.
    private IEnumerable<int> Widths => s_widths.Where(w => !GoesByBlocks || w < WholeBlock.Bits);

    public void EmitMethods(CodeWriter code)
    {
        if (GoesByBlocks)
        {
            EmitBlocks(code);
            code.Line();
        }
        foreach (int width in Widths)
        {
            EmitVector(code, new Target.Vector(group.ElementType, width));
            code.Line();
        }
        EmitScalar(code);
    }

    private void EmitVector(CodeWriter code, Target.Vector target)
    {
        string rest = Reduces ? "nuint i, nuint end, Span<double> lanes" : "nuint count";
        code.Line(CompilerAttributes.Kernel);
        using (code.Open($"private nuint {Name}By{target.Bits}({Parameters}{rest})"))
        {
            var body = new LoopBody(group, _sweep, _buffers, uniforms, target);
            body.EmitPreamble(code);
            if (!Reduces)
            {
                code.Line("nuint i = 0;");
                EmitLoop(code, body, 2 * target.Lanes, target.Lanes, AsksAhead && !_buffers.HasBlocks);
                EmitLoop(code, body, target.Lanes, target.Lanes, false);
            }
            else
            {
                new ReductionEmitter(_sweep, body, target).EmitLoop(code);
            }
            code.Line("return i;");
        }
    }

    private void EmitLoop(CodeWriter code, LoopBody body, int stride, int lanes, bool asksAhead)
    {
        using (code.Open($"for (; i + {stride} <= count; i += {stride})"))
        {
            if (asksAhead) EmitPrefetches(code, stride, body.Blocks);
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

    private void EmitBlocks(CodeWriter code)
    {
        var target = new Target.Vector(group.ElementType, WholeBlock.Bits);
        string parameters = string.Concat(_buffers.ReferencesOfBlocks.Select(r => $"ref {r.Item} {r.Name}, ").Prepend(NeedsRun ? "in RunPlace run, " : ""));
        code.Line(CompilerAttributes.Kernel);
        using (code.Open($"private void {Name}BlocksBy{target.Bits}({parameters}nuint count)"))
        {
            var body = new LoopBody(group, _sweep, _buffers, uniforms, target, goesByBlocks: true);
            body.EmitPreamble(code);
            BlockLoop.Emit(code, _sweep, body, target, blocks => EmitPrefetches(code, WholeBlock.Length, blocks));
        }
    }

    /// <summary>None where the positions of a round cover less than a line of parameters.</summary>
    private void EmitPrefetches(CodeWriter code, int stride, BlockLocals? blocks)
    {
        const int Line = 16;
        if (stride < Line) return;
        foreach (string buffer in _buffers.Used)
        {
            code.Line(blocks?.BlockOf(buffer) is string block ? $"Prefetch.AheadOfBlock(ref {block});" : $"Prefetch.Ahead(ref {_buffers[buffer]}, i, {stride});");
        }
        if (_buffers.IsMasterUsed) code.Line($"Prefetch.Ahead(ref {_buffers.Master}, i, {stride});");
    }

    private void EmitScalar(CodeWriter code)
    {
        string rest = Reduces ? "nuint i, nuint end, Span<double> lanes" : "nuint i, nuint count";
        code.Line(CompilerAttributes.Kernel);
        using (code.Open($"private void {Name}ByOne({Parameters}{rest})"))
        {
            var body = new LoopBody(group, _sweep, _buffers, uniforms, new Target.Scalar(group.ElementType));
            body.EmitPreamble(code);
            using (code.Open($"for (; i < {(Reduces ? "end" : "count")}; i++)"))
            {
                body.EmitElement(code, 0);
                if (Reduces) ReductionEmitter.EmitScalar(code, _sweep, body);
                if (IsUpdate) body.EmitStores(code, 0);
            }
        }
    }
}
