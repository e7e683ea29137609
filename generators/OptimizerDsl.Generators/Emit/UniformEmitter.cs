using OptimizerDsl.Generators.Ir;
using OptimizerDsl.Generators.Model;
using OptimizerDsl.Generators.Passes;

namespace OptimizerDsl.Generators.Emit;

/// <summary>
/// Emits the uniform half of a program: the fields that carry uniform values into the loops, already rounded to the element
/// type, and Prepare, which computes them in double before each sweep.
/// </summary>
internal sealed class UniformEmitter
{
    private readonly CompiledRecipe _recipe;
    private readonly string _element;
    private readonly NameScope _fields = new();
    private readonly Dictionary<string, (string Name, IrType Type)> _loopFields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _stateFields = new(StringComparer.Ordinal);

    public UniformEmitter(CompiledRecipe recipe)
    {
        _recipe = recipe;
        _element = Target.KeywordOf(recipe.ElementType);
        foreach (StateName state in recipe.Begins.SelectMany(b => b.Names))
        {
            _stateFields[state.InRecipe] = _fields.Fresh("_" + NameScope.Identifier(state.InRecipe) + "State");
        }
        foreach (Ref reference in recipe.Sweeps.SelectMany(UniformReads))
        {
            if (!_loopFields.ContainsKey(reference.Name))
            {
                _loopFields.Add(reference.Name, (_fields.Fresh("_" + NameScope.Identifier(reference.Name.Replace("step.", ""))), reference.Type));
            }
        }
    }

    /// <summary>The field that carries a uniform value into the loops.</summary>
    public string FieldOf(string name) => _loopFields[name].Name;

    public IEnumerable<string> FieldNames => _loopFields.Values.Select(f => f.Name).Concat(_stateFields.Values);

    /// <summary>The uniform values that a sweep's loop reads, each once.</summary>
    public static IEnumerable<Ref> UniformReads(Sweep sweep) => sweep.LoopReads.Where(r => !r.Type.IsVarying()).Distinct();

    public void EmitFields(CodeWriter code)
    {
        foreach (string state in _stateFields.Values) code.Line($"private double {state};");
        foreach ((string name, IrType type) in _loopFields.Values)
        {
            code.Line($"private {(type == IrType.Bool ? "bool" : _element)} {name};");
        }
        if (_stateFields.Count + _loopFields.Count > 0) code.Line();
    }

    public void EmitPrepare(CodeWriter code)
    {
        using (code.Open("public override void Prepare(int sweep, in StepInfo step, ReadOnlySpan<double> reductions)"))
        {
            if (_recipe.Sweeps.Count == 1)
            {
                EmitSweep(code, 0);
                return;
            }
            using (code.Open("switch (sweep)"))
            {
                for (int sweep = 0; sweep < _recipe.Sweeps.Count; sweep++)
                {
                    code.Line(sweep == _recipe.Sweeps.Count - 1 ? "default:" : $"case {sweep}:");
                    using (code.Open("")) EmitSweep(code, sweep);
                    code.Line("break;");
                }
            }
        }
    }

    private void EmitSweep(CodeWriter code, int index)
    {
        Sweep sweep = _recipe.Sweeps[index];
        var names = new NameScope([.. FieldNames, "sweep", "step", "reductions"]);
        if (index == 0)
        {
            foreach (BeginPart begin in _recipe.Begins) EmitBegin(code, begin, names);
        }

        Ref[] reads = UniformReads(sweep).ToArray();
        var wanted = sweep.Uniform.SelectMany(l => l.Value.Descendants()).OfType<Ref>().Concat(reads).Select(r => r.Name).ToArray();
        Reduction[] all = _recipe.Reductions.ToArray();
        for (int i = 0; i < all.Length; i++)
        {
            if (wanted.Contains(all[i].Name)) code.Line($"double {names[all[i].Name]} = reductions[{i}];");
        }

        var printer = new CSharpPrinter(new Target.Uniform(), name => NameOf(name, names), _ => null);
        foreach (Let let in sweep.Uniform)
        {
            // Hyperparameters stand as numbers in the code, so the formula says which is which.
            bool hasNames = let.Value.Descendants().Any(e => e is Constant { Label: not null });
            string comment = hasNames ? " // " + Formula.Print(let.Value) : "";
            code.Line($"{let.Value.Type.Text()} {names[let.Name]} = {printer.Print(let.Value)};{comment}");
        }
        foreach (Ref read in reads)
        {
            string value = NameOf(read.Name, names);
            bool isRounded = read.Type != IrType.Bool && _element == "float";
            code.Line($"{FieldOf(read.Name)} = {(isRounded ? "(float)" : "")}{value};");
        }
    }

    /// <summary>A fragment's Begin: its uniform state is read from fields, and written back at the end.</summary>
    private void EmitBegin(CodeWriter code, BeginPart begin, NameScope outer)
    {
        var state = begin.Names.ToDictionary(n => n.Own, n => _stateFields[n.InRecipe], StringComparer.Ordinal);
        var locals = begin.Method.Lets.ToDictionary(l => l.Name, l => outer.Fresh(l.Name), StringComparer.Ordinal);
        string Name(string name) => state.TryGetValue(name, out string? field) ? field : locals.TryGetValue(name, out string? local) ? local : name;
        var printer = new CSharpPrinter(new Target.Uniform(), Name, _ => null);
        foreach (Let let in begin.Method.Lets) code.Line($"{let.Value.Type.Text()} {locals[let.Name]} = {printer.Print(let.Value)};");

        Output[] written = begin.Method.Outputs.Where(Cost.Stores).ToArray();
        // All new values are read before any is written: one may be the other's old value.
        string[] temporaries = written.Select(o => outer.Fresh("next " + o.Name)).ToArray();
        for (int i = 0; i < written.Length; i++) code.Line($"double {temporaries[i]} = {printer.Print(written[i].Value)};");
        for (int i = 0; i < written.Length; i++) code.Line($"{state[written[i].Name]} = {temporaries[i]};");
    }

    private string NameOf(string name, NameScope names) =>
        _stateFields.TryGetValue(name, out string? state) ? state
        : Method.StepValues.ContainsKey(name) ? name
        : names[name];
}
