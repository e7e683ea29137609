using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>
/// Emits the uniform half of a program: where uniform values are kept for the loops, already rounded to the element type, and
/// the code that computes them in double before each sweep. Values of the step are fields; values of a tensor or a row are
/// slots of its segment. Uniform state is read as the last step left it; only what Begin writes counts at once.
/// </summary>
internal sealed class UniformEmitter
{
    private readonly CompiledGroup _group;
    private readonly IReadOnlyList<TunableModel> _tunables;
    private readonly string _element;
    private readonly NameScope _fields = new();
    private readonly Dictionary<string, (string Name, IrType Type)> _loopFields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Slot, IrType Type)> _slots = new(StringComparer.Ordinal);
    private readonly List<string> _begun;
    private readonly List<string> _state;
    private readonly List<string> _segmentState;
    private readonly IReadOnlyDictionary<string, Level> _levels;
    private readonly int _slotCount;

    public UniformEmitter(CompiledGroup group, IReadOnlyList<TunableModel> tunables)
    {
        _group = group;
        _tunables = tunables;
        _element = Target.KeywordOf(group.ElementType);
        _levels = Levels.Of(group.Hoisted);
        _begun = group.Begins.SelectMany(b => b.Names).Select(n => n.InRecipe).ToList();
        _state = [.. _begun, .. group.Kept.Where(k => LevelOf(k) == Level.Step)];
        _segmentState = group.Kept.Where(k => LevelOf(k) != Level.Step).ToList();
        foreach (Ref read in group.Sweeps.SelectMany(UniformReads))
        {
            if (_loopFields.ContainsKey(read.Name) || _slots.ContainsKey(read.Name)) continue;
            if (LevelOf(read.Name) == Level.Step) _loopFields.Add(read.Name, (_fields.Fresh("_" + NameScope.Identifier(Plain(read.Name))), read.Type));
            else
            {
                _slots.Add(read.Name, (_slotCount, read.Type));
                // An integer takes the bits of as many elements as it has room in.
                _slotCount += read.Type == IrType.Long && _element == "float" ? 2 : 1;
            }
        }
    }

    /// <summary>Whether loops read values that differ between segments.</summary>
    public bool HasSlots => _slots.Count > 0;

    private bool HasSegmentPart => _slots.Count + _segmentState.Count > 0;

    public IEnumerable<string> FieldNames => _loopFields.Values.Select(f => f.Name);

    /// <summary>The uniform values that a sweep's loop reads, each once.</summary>
    public static IEnumerable<Ref> UniformReads(Sweep sweep) => sweep.LoopReads.Where(r => !r.Type.IsVarying()).Distinct();

    /// <summary>The expression by which a loop gets a uniform value, before it begins.</summary>
    public string SourceOf(string name)
    {
        if (_loopFields.TryGetValue(name, out (string Name, IrType Type) field)) return field.Name;
        (int slot, IrType type) = _slots[name];
        string Value(int at) => $"SegmentValues[run.Segment * {_slotCount} + {at}]";
        return type switch
        {
            IrType.Bool => $"({Value(slot)} != 0)",
            IrType.Long when _element == "float" => $"(((long)BitConverter.SingleToInt32Bits({Value(slot + 1)}) << 32) | BitConverter.SingleToUInt32Bits({Value(slot)}))",
            IrType.Long => $"BitConverter.DoubleToInt64Bits({Value(slot)})",
            _ => Value(slot),
        };
    }

    /// <summary>A name for a uniform value inside a loop.</summary>
    public string Plain(string name) =>
        Method.TunableOf(name) is (_, string tunable) ? tunable : name.Replace("step.", "");

    public void EmitFields(CodeWriter code)
    {
        foreach ((string name, IrType type) in _loopFields.Values)
        {
            code.Line($"private {(type == IrType.Double ? _element : type.Text())} {name};");
        }
        if (_group.Gates.Count > 0) code.Line("private string? _whySkipped;");
        if (_loopFields.Count + _group.Gates.Count > 0) code.Line();
        code.Line($"public override int SweepCount => {_group.Sweeps.Count};");
        EmitNames(code, "UniformStateNames", _state);
        EmitNames(code, "SegmentStateNames", _segmentState);
        EmitNames(code, "ObservedStateNames", _group.Sweeps[_group.Sweeps.Count - 1].Observed.Select(o => o.Name).ToArray());
        if (_tunables.Count > 0) code.Line($"public override int TunableCount => {_tunables.Count};");
        if (_group.Granularity != Level.Step) code.Line($"public override Granularity Granularity => Granularity.{_group.Granularity};");
        if (_slots.Count > 0) code.Line($"public override int SegmentValueCount => {_slotCount};");
        if (_group.AverageState is not null) code.Line($"public override string? AverageState => \"{_group.AverageState}\";");
        if (_group.Gates.Count > 0) code.Line("public override string? WhySkipped => _whySkipped;");
        code.Line();
    }

    public void EmitPrepare(CodeWriter code)
    {
        using (code.Open("public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> totals)"))
        {
            using (code.OpenUnchecked(_group.AllCode)) EmitSwitch(code, EmitStepPart);
        }
        if (HasSegmentPart)
        {
            code.Line();
            using (code.Open("public override void PrepareSegment(int sweep, int segment, in StepInfo step, ReadOnlySpan<double> totals, ReadOnlySpan<double> tensorTotals, ReadOnlySpan<double> rowTotals)"))
            {
                using (code.OpenUnchecked(_group.AllCode)) EmitSwitch(code, EmitSegmentPart);
            }
        }
        EmitObserve(code);
    }

    /// <summary>What observers make of the totals, once the sweep that updates is over.</summary>
    private void EmitObserve(CodeWriter code)
    {
        Sweep update = _group.Sweeps[_group.Sweeps.Count - 1];
        Output[] ofStep = update.Observed.Where(o => _state.Contains(o.Name)).ToArray();
        Output[] ofSegment = update.Observed.Where(o => _segmentState.Contains(o.Name)).ToArray();
        if (ofStep.Length > 0)
        {
            code.Line();
            using (code.Open("public override void Observe(in StepInfo step, ReadOnlySpan<double> totals)"))
            {
                using (code.OpenUnchecked(_group.AllCode)) EmitObserved(code, update, ofStep, o => $"UniformState[{_state.IndexOf(o.Name)}]", ["step", "totals"]);
            }
        }
        if (ofSegment.Length == 0) return;
        code.Line();
        using (code.Open("public override void ObserveSegment(int segment, in StepInfo step, ReadOnlySpan<double> totals, ReadOnlySpan<double> tensorTotals)"))
        {
            using (code.OpenUnchecked(_group.AllCode)) EmitObserved(code, update, ofSegment, o => SegmentState(o.Name), ["segment", "step", "totals", "tensorTotals"]);
        }
    }

    private void EmitObserved(CodeWriter code, Sweep update, IReadOnlyList<Output> observed, Func<Output, string> place, string[] reserved)
    {
        var names = new NameScope([.. FieldNames, .. reserved]);
        EmitLets(code, update.Closing, names, observed.Select(o => o.Value));
        EmitTogether(code, observed, place, Printer(names));
    }

    private void EmitSwitch(CodeWriter code, Action<CodeWriter, int> part)
    {
        if (_group.Sweeps.Count == 1)
        {
            part(code, 0);
            return;
        }
        using (code.Open("switch (sweep)"))
        {
            for (int sweep = 0; sweep < _group.Sweeps.Count; sweep++)
            {
                code.Line(sweep == _group.Sweeps.Count - 1 ? "default:" : $"case {sweep}:");
                using (code.Open("")) part(code, sweep);
                code.Line("break;");
            }
        }
    }

    private void EmitStepPart(CodeWriter code, int index)
    {
        Sweep sweep = _group.Sweeps[index];
        bool isUpdate = index == _group.Sweeps.Count - 1;
        var names = new NameScope([.. FieldNames, "sweep", "step", "totals"]);
        if (index == 0)
        {
            foreach (BeginPart begin in _group.Begins) EmitBegin(code, begin, names);
        }

        Ref[] reads = UniformReads(sweep).Where(r => _loopFields.ContainsKey(r.Name)).ToArray();
        IReadOnlyList<GatePart> gates = isUpdate ? _group.Gates : [];
        Output[] kept = sweep.Kept.Where(k => _state.Contains(k.Name)).ToArray();
        EmitLets(code, sweep.Uniform, names, reads.Cast<Expr>().Concat(gates.Select(g => g.Proceed)).Concat(kept.Select(k => k.Value)));
        CSharpPrinter printer = Printer(names);
        foreach (Output output in kept) code.Line($"NextUniformState[{_state.IndexOf(output.Name)}] = {printer.Print(output.Value)};");
        foreach (Ref read in reads) code.Line($"{_loopFields[read.Name].Name} = {Rounded(read.Type, printer.Print(read))};");
        if (gates.Count == 0) return;
        for (int i = 0; i < gates.Count; i++)
        {
            string condition = printer.Print(Build.Not(gates[i].Proceed));
            string reason = Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral($"{gates[i].Label} held the step back.", quote: true);
            code.Line($"{(i == 0 ? "_whySkipped =" : "   ")} {condition} ? {reason} :");
        }
        code.Line("    null;");
    }

    private void EmitSegmentPart(CodeWriter code, int index)
    {
        Sweep sweep = _group.Sweeps[index];
        var names = new NameScope([.. FieldNames, "sweep", "segment", "step", "totals", "tensorTotals", "rowTotals"]);
        Ref[] reads = UniformReads(sweep).Where(r => _slots.ContainsKey(r.Name)).ToArray();
        Output[] kept = sweep.Kept.Where(k => _segmentState.Contains(k.Name)).ToArray();
        EmitLets(code, sweep.Uniform, names, reads.Cast<Expr>().Concat(kept.Select(k => k.Value)));
        CSharpPrinter printer = Printer(names);
        foreach (Ref read in reads)
        {
            EmitSlot(code, _slots[read.Name].Slot, read.Type, printer.Print(read));
        }
        EmitTogether(code, kept, k => SegmentState(k.Name), printer);
    }

    private void EmitSlot(CodeWriter code, int slot, IrType type, string value)
    {
        string Place(int at) => $"SegmentValues[segment * {_slotCount} + {at}]";
        switch (type)
        {
            case IrType.Bool:
                code.Line($"{Place(slot)} = {value} ? 1 : 0;");
                break;
            case IrType.Long when _element == "float":
                code.Line($"{Place(slot)} = BitConverter.UInt32BitsToSingle(unchecked((uint){value}));");
                code.Line($"{Place(slot + 1)} = BitConverter.Int32BitsToSingle((int)({value} >> 32));");
                break;
            case IrType.Long:
                code.Line($"{Place(slot)} = BitConverter.Int64BitsToDouble({value});");
                break;
            default:
                code.Line($"{Place(slot)} = {Rounded(type, value)};");
                break;
        }
    }

    // What one value of state becomes may depend on what another was, so all are computed before the first is written.
    private static void EmitTogether(CodeWriter code, IReadOnlyList<Output> kept, Func<Output, string> place, CSharpPrinter printer)
    {
        if (kept.Count == 0) return;
        string places = string.Join(", ", kept.Select(place));
        string values = string.Join(", ", kept.Select(k => printer.Print(k.Value)));
        code.Line(kept.Count == 1 ? $"{places} = {values};" : $"({places}) = ({values});");
    }

    private string SegmentState(string name) =>
        $"SegmentState[segment * {_segmentState.Count} + {_segmentState.IndexOf(name)}]";

    private static void EmitNames(CodeWriter code, string property, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return;
        code.Line($"public override string[] {property} {{ get; }} = [{string.Join(", ", names.Select(RecipeMembersEmitter.Quote))}];");
    }

    /// <summary>The uniform lets among some that some values need, and the reductions that these need.</summary>
    private void EmitLets(CodeWriter code, EquatableArray<Let> uniform, NameScope names, IEnumerable<Expr> wanted)
    {
        var lets = uniform.ToDictionary(l => l.Name, StringComparer.Ordinal);
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<Expr>(wanted);
        while (pending.Count > 0)
        {
            foreach (Ref reference in pending.Pop().Descendants().OfType<Ref>())
            {
                if (needed.Add(reference.Name) && lets.TryGetValue(reference.Name, out Let? let)) pending.Push(let.Value);
            }
        }

        foreach (Reduction reduction in _group.Sweeps.SelectMany(s => s.Reductions).Where(r => needed.Contains(r.Name)))
        {
            string totals = reduction.Scope switch { ReductionScope.Global => "totals", ReductionScope.Tensor => "tensorTotals", _ => "rowTotals" };
            code.Line($"double {names[reduction.Name]} = {totals}[{reduction.Index}];");
        }
        CSharpPrinter printer = Printer(names);
        foreach (Let let in uniform.Where(l => needed.Contains(l.Name)))
        {
            // Hyperparameters stand as numbers in the code, so the formula says which is which.
            bool hasNames = let.Value.Descendants().Any(e => e is Constant { Label: not null });
            string comment = hasNames ? " // " + Formula.Print(let.Value) : "";
            code.Line($"{let.Value.Type.Text()} {names[let.Name]} = {printer.Print(let.Value)};{comment}");
        }
    }

    /// <summary>A fragment's Begin: it reads the state of the last step and writes that of this one, which counts once the step does.</summary>
    private void EmitBegin(CodeWriter code, BeginPart begin, NameScope outer)
    {
        var state = begin.Names.ToDictionary(n => n.Own, n => _state.IndexOf(n.InRecipe), StringComparer.Ordinal);
        var locals = begin.Method.Lets.ToDictionary(l => l.Name, l => outer.Fresh(l.Name), StringComparer.Ordinal);
        string Name(string name) => state.TryGetValue(name, out int index) ? $"UniformState[{index}]" : locals.TryGetValue(name, out string? local) ? local : Input(name);
        var printer = new CSharpPrinter(new Target.Uniform(), Name, _ => null);
        foreach (Let let in begin.Method.Lets) code.Line($"{let.Value.Type.Text()} {locals[let.Name]} = {printer.Print(let.Value)};");
        foreach (Output output in begin.Method.Outputs) code.Line($"NextUniformState[{state[output.Name]}] = {printer.Print(output.Value)};");
    }

    private CSharpPrinter Printer(NameScope names) =>
        new(new Target.Uniform(), name =>
            _begun.Contains(name) ? $"NextUniformState[{_state.IndexOf(name)}]"
            : _state.Contains(name) ? $"UniformState[{_state.IndexOf(name)}]"
            : _segmentState.Contains(name) ? SegmentState(name)
            : IsInput(name) ? Input(name)
            : names[name], _ => null);

    private static bool IsInput(string name) => Method.StepValues.ContainsKey(name) || Method.TunableOf(name) is not null;

    private string Input(string name)
    {
        if (Method.IsShape(name)) return name switch { Method.TensorCount => "Shape.Count", Method.TensorRank => "Shape.Rank", _ => "Shape.RowCount" };
        if (Method.TunableOf(name) is not (int index, _)) return name;
        return _tunables[index].Type switch
        {
            IrType.Long => $"((long)Tunables[{index}])",
            IrType.Bool => $"(Tunables[{index}] != 0)",
            _ => $"Tunables[{index}]",
        };
    }

    private string Rounded(IrType type, string value) => type == IrType.Double && _element == "float" ? "(float)" + value : value;

    private Level LevelOf(string name) => Method.IsShape(name) ? Level.Tensor : _levels.TryGetValue(name, out Level level) ? level : Level.Step;
}
