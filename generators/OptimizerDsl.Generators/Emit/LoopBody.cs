using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>
/// What a loop does for one position: load all, compute, store all. Broadcasts and values that are the same for every element
/// stand before the loop.
/// </summary>
internal sealed class LoopBody
{
    private readonly Sweep _sweep;
    private readonly BufferNames _buffers;
    private readonly UniformEmitter _uniforms;
    private readonly Target _target;
    private readonly ElementType _element;
    private readonly NameScope _names;
    private readonly Dictionary<Apply, string> _broadcasts = [];
    private readonly Dictionary<string, string> _scalars = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Dictionary<string, string>> _localsOfPositions = [];
    private readonly CSharpPrinter _printer;
    private readonly HashSet<string> _invariant;
    private Dictionary<string, string> _locals = new(StringComparer.Ordinal);

    public LoopBody(CompiledGroup group, Sweep sweep, BufferNames buffers, UniformEmitter uniforms, Target target, bool goesByBlocks = false)
    {
        _sweep = sweep;
        _buffers = buffers;
        _uniforms = uniforms;
        _target = target;
        _element = group.ElementType;
        _names = new([.. buffers.Reserved, .. buffers.References.Select(r => r.Name)]);
        _printer = new(target, NameOf, apply => _broadcasts.TryGetValue(apply, out string? name) ? name : null);
        _invariant = InvariantLets(sweep);
        Blocks = goesByBlocks ? new BlockLocals(buffers, (Target.Vector)target, _names.Fresh) : null;
    }

    /// <summary>Where state in blocks is loaded from and goes, in a kernel that goes block by block; null in all others.</summary>
    public BlockLocals? Blocks { get; }

    public static bool IsNoise(Expr expr) => expr is Apply apply && (apply.Op == Operators.UniformNoise || apply.Op == Operators.NormalNoise);

    private static string Position(int offset) => offset == 0 ? "i" : $"i + {offset}";

    public string Print(Expr expr) => _printer.Print(expr);

    public string Fresh(string name) => _names.Fresh(name);

    /// <summary>Broadcasts, uniform conditions, and lets that read no buffer.</summary>
    public void EmitPreamble(CodeWriter code)
    {
        IEnumerable<Expr> all = _sweep.LoopExpressions.SelectMany(e => e.Descendants()).ToArray();
        // What is used as it is, and not broadcast: conditions, and keys of noise.
        foreach (Ref scalar in all.OfType<Apply>().Where(a => a.Op != Operators.Broadcast).SelectMany(a => a.Arguments).OfType<Ref>().Where(r => !r.Type.IsVarying()))
        {
            if (_scalars.ContainsKey(scalar.Name)) continue;
            string local = _names.Fresh(_uniforms.Plain(scalar.Name));
            _scalars.Add(scalar.Name, local);
            code.Line($"{scalar.Type.Text()} {local} = {_uniforms.SourceOf(scalar.Name)};");
        }
        foreach (Apply broadcast in all.OfType<Apply>().Where(a => a.Op == Operators.Broadcast))
        {
            if (!_broadcasts.ContainsKey(broadcast)) EmitBroadcast(code, broadcast);
        }
        foreach (Let let in _sweep.Varying.Where(l => _invariant.Contains(l.Name))) EmitLet(code, let, _names[let.Name]);
    }

    /// <summary>Loads and computes; the outputs are ready to be stored.</summary>
    public void EmitElement(CodeWriter code, int offset)
    {
        BeginElement(offset);
        EmitLoads(code, offset, _sweep.LoopReads.Select(r => r.Name));
        EmitLets(code, _sweep.Varying);
    }

    public void EmitStores(CodeWriter code, int offset) => EmitStores(code, offset, _sweep.Outputs);

    /// <summary>What follows is of the element at an offset. Locals have the same names for all, and so need a scope for each.</summary>
    public void BeginElement(int offset) => _printer.Element = offset == 0 ? "run.Element + i" : $"run.Element + i + {offset}";

    /// <summary>The same, with locals of their own, so that code of several elements may alternate.</summary>
    public void BeginElementApart(int offset)
    {
        BeginElement(offset);
        if (!_localsOfPositions.TryGetValue(offset, out _locals!)) _localsOfPositions[offset] = _locals = new(StringComparer.Ordinal);
    }

    /// <summary>Loads those of the names that are buffers, into new locals.</summary>
    public void EmitLoads(CodeWriter code, int offset, IEnumerable<string> names)
    {
        var read = new HashSet<string>(names, StringComparer.Ordinal);
        foreach (string buffer in _buffers.Used.Where(read.Contains))
        {
            string value = Blocks?.LoadOf(buffer, offset) ?? _buffers.StorageOf(buffer).Load(_target, _buffers[buffer], Position(offset));
            code.Line($"{_target.TypeOf(IrType.Real)} {LocalOf(buffer, buffer + ".0")} = {value};");
        }
    }

    public void EmitLets(CodeWriter code, IEnumerable<Let> lets)
    {
        foreach (Let let in lets.Where(l => !_invariant.Contains(l.Name))) EmitLet(code, let, LocalOf(let.Name, let.Name));
    }

    /// <summary>Stores outputs that are computed; of state in blocks, it keeps the values until the block is complete.</summary>
    public void EmitStores(CodeWriter code, int offset, IEnumerable<Output> outputs)
    {
        Output[] stores = outputs.Where(Cost.Stores).ToArray();
        EmitRandomNumbers(code, stores.Select(o => _buffers.StorageOf(o.Name).RandomNumbers).OfType<int>().ToArray());
        // Every value is computed before the first is stored.
        foreach (Output output in stores)
        {
            string value = _printer.Print(output.Value);
            bool isName = output.Value is Ref;
            code.Line(Blocks?.StoreOf(output.Name, offset, value) ?? _buffers.StorageOf(output.Name).Store(_target, _buffers.TargetOf(output.Name), Position(offset), value, isName));
        }
    }

    private void EmitLet(CodeWriter code, Let let, string local) => code.Line($"{_target.TypeOf(let.Value.Type)} {local} = {_printer.Print(let.Value)};");

    private string LocalOf(string name, string wish) => _locals.TryGetValue(name, out string? local) ? local : _locals[name] = _names.Fresh(wish);

    /// <summary>A draw gives two words an element, which are those of two states.</summary>
    private void EmitRandomNumbers(CodeWriter code, int[] numbers)
    {
        string type = _target is Target.Vector vector ? $"{vector.Class}<uint>" : "uint";
        string width = _target is Target.Vector wide ? wide.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
        foreach (int pair in numbers.Select(n => n / 2).Distinct())
        {
            string Word(int number) => numbers.Contains(number) ? $"out {type} {Storage.NameOfRandom(number)}" : "out _";
            code.Line($"VaryingNoise.Words{width}({_printer.Element}, run.RoundingKey, {pair}, {Word(2 * pair)}, {Word(2 * pair + 1)});");
        }
    }

    private void EmitBroadcast(CodeWriter code, Apply broadcast)
    {
        Expr uniform = broadcast[0];
        if (_target is Target.Scalar && uniform is Constant literal)
        {
            _broadcasts.Add(broadcast, CSharpPrinter.ElementLiteral(literal, _element));
            return;
        }

        string name = _names.Fresh(uniform is Constant constant ? NameOfConstant(constant) : _uniforms.Plain(((Ref)uniform).Name));
        _broadcasts.Add(broadcast, name);
        string source = uniform is Constant known ? CSharpPrinter.ElementLiteral(known, _element) : _uniforms.SourceOf(((Ref)uniform).Name);
        string value = _target is not Target.Vector vector ? source
            : broadcast.Type == IrType.Mask ? $"{source} ? {vector.Type}.AllBitsSet : {vector.Type}.Zero"
            : $"{vector.Class}.Create({source})";
        string comment = uniform is Constant { Label: string label } && label.IndexOf(' ') >= 0 ? " // " + label : "";
        code.Line($"{_target.TypeOf(broadcast.Type)} {name} = {value};{comment}");
    }

    private static string NameOfConstant(Constant constant)
    {
        if (constant.Label is string label)
        {
            string name = NameScope.Identifier(label);
            if (name.Length <= 28) return name;
        }
        if (constant.Type == IrType.Bool) return constant.AsBool ? "always" : "never";
        return constant.AsDouble switch
        {
            0 => "zero", 1 => "one", 2 => "two", -1 => "minusOne", 0.5 => "half", _ => "constant",
        };
    }

    private string NameOf(string name) =>
        _locals.TryGetValue(name, out string? local) ? local
        : _scalars.TryGetValue(name, out string? scalar) ? scalar
        : _names[name];

    private static HashSet<string> InvariantLets(Sweep sweep)
    {
        var invariant = new HashSet<string>(StringComparer.Ordinal);
        foreach (Let let in sweep.Varying)
        {
            bool readsOnlyInvariants = !let.Value.Descendants().Any(IsNoise) && let.Value.Descendants().OfType<Ref>().All(r => !r.Type.IsVarying() || invariant.Contains(r.Name));
            if (readsOnlyInvariants) invariant.Add(let.Name);
        }
        return invariant;
    }
}
