using System.Globalization;

namespace OptimizerDsl.Generators.Ir;

/// <summary>Reads the text of <see cref="IrWriter"/>.</summary>
internal static class IrReader
{
    /// <exception cref="FormatException">The text is not IR of this version; the message says what was expected.</exception>
    public static Fragment ReadFragment(string text)
    {
        SExpression root = SExpression.Parse(text);
        Expect(root.Head == "fragment" && root.Items.Count >= 4, "a (fragment …)");
        Expect(root.Items[1].Atom == IrWriter.Version.ToString(CultureInfo.InvariantCulture),
            $"IR version {IrWriter.Version}, found {root.Items[1].Atom}");
        FragmentKind kind = OneOf<FragmentKind>(root.Items[2], "a kind of fragment");
        Expect(root.Items[3].IsQuoted, "a quoted fragment name");

        var hypers = new Dictionary<string, HyperDeclaration>(StringComparer.Ordinal);
        var order = new List<HyperDeclaration>();
        var methods = new List<Method>();
        foreach (SExpression item in root.Items.Skip(4))
        {
            if (item.Head == "hyper")
            {
                Expect(item.Items.Count == 4, "(hyper name type default)");
                IrType type = Type(item.Items[2]);
                IEnumerable<SExpression> values = type.ItemType() is null ? [item.Items[3]] : item.Items[3].Items;
                var declaration = new HyperDeclaration(Name(item.Items[1]), type, values.Select(ReadConstant).ToEquatableArray());
                bool isTyped = declaration.Default.All(d => d.Type == (type.ItemType() ?? type));
                Expect(!hypers.ContainsKey(declaration.Name) && isTyped, $"one typed declaration of {declaration.Name}");
                hypers.Add(declaration.Name, declaration);
                order.Add(declaration);
            }
            else
            {
                methods.Add(ReadMethod(item, hypers));
            }
        }
        return new(kind, root.Items[3].Atom!, order.ToEquatableArray(), methods.ToEquatableArray());
    }

    private static StatePrecision Precision(SExpression item) =>
        item.Atom is "full" ? StatePrecision.Full : item.Atom is "bfloat16" ? StatePrecision.BFloat16 : throw new FormatException("expected full or bfloat16");

    public static Method ReadMethod(string text) => ReadMethod(SExpression.Parse(text), new Dictionary<string, HyperDeclaration>());

    private static Method ReadMethod(SExpression source, IReadOnlyDictionary<string, HyperDeclaration> hypers)
    {
        Expect(source.Head == "method" && source.Items.Count >= 3 && source.Items[2].IsList, "(method name (parameters) …)");
        var scope = Method.StepValues.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        var parameters = new List<Parameter>();
        foreach (SExpression item in source.Items[2].Items)
        {
            Expect(item.Head is "ref" or "in" or "average" && item.Items.Count is 3 or 4, "(ref type name), (in type name) or (average type name), and the least precision of state");
            var parameter = new Parameter(Name(item.Items[2]), Type(item.Items[1]), item.Head != "in", item.Head == "average", item.Items.Count == 4 ? Precision(item.Items[3]) : StatePrecision.Block8);
            Declare(scope, parameter.Name, parameter.Type);
            parameters.Add(parameter);
        }

        var loops = new Dictionary<string, Loop>(StringComparer.Ordinal);
        var lets = new List<Let>();
        var outputs = new List<Output>();
        foreach (SExpression item in source.Items.Skip(3))
        {
            Expect(item.Head is "let" or "out" && item.Items.Count == 3, "(let name value) or (out name value)");
            Expr value = ReadValue(item.Items[2], scope, hypers, loops);
            string name = Name(item.Items[1]);
            if (item.Head == "let")
            {
                Declare(scope, name, value.Type);
                if (value is Loop loop) loops.Add(name, loop);
                lets.Add(new(name, value));
            }
            else
            {
                outputs.Add(new(name, value));
            }
        }
        return new(Name(source.Items[1]), parameters.ToEquatableArray(), lets.ToEquatableArray(), outputs.ToEquatableArray());
    }

    /// <summary>The value of a let or an output, which may be a loop or what one has carried.</summary>
    private static Expr ReadValue(SExpression source, Dictionary<string, IrType> scope, IReadOnlyDictionary<string, HyperDeclaration> hypers, IReadOnlyDictionary<string, Loop> loops)
    {
        if (source.Head == "result")
        {
            Expect(source.Items.Count == 3 && loops.ContainsKey(Name(source.Items[1])), "(result loop index)");
            Loop of = loops[Name(source.Items[1])];
            Expect(int.TryParse(source.Items[2].Atom, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < of.Carried.Count, "the index of a carried value");
            return new LoopResult(Name(source.Items[1]), index, of.Carried[index].Initial.Type);
        }
        if (source.Head != "foreach") return ReadExpr(source, scope, hypers);

        Expect(source.Items.Count >= 5 && source.Items[3].IsList, "(foreach item array (carried) … (next …))");
        Expr array = ReadExpr(source.Items[2], scope, hypers);
        Expect(array.Type.ItemType() is not null, "an array to loop over");
        var inner = new Dictionary<string, IrType>(scope, StringComparer.Ordinal);
        var innerLoops = loops.ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal);
        Declare(inner, Name(source.Items[1]), array.Type.ItemType()!.Value);
        var initial = new List<(string Name, Expr Value)>();
        foreach (SExpression carried in source.Items[3].Items)
        {
            Expect(carried.IsList && carried.Items.Count == 2, "(name initial)");
            initial.Add((Name(carried.Items[0]), ReadExpr(carried.Items[1], scope, hypers)));
            Declare(inner, initial[initial.Count - 1].Name, initial[initial.Count - 1].Value.Type);
        }
        var lets = new List<Let>();
        foreach (SExpression item in source.Items.Skip(4).Take(source.Items.Count - 5))
        {
            Expect(item.Head == "let" && item.Items.Count == 3, "(let name value)");
            Expr value = ReadValue(item.Items[2], inner, hypers, innerLoops);
            Declare(inner, Name(item.Items[1]), value.Type);
            if (value is Loop loop) innerLoops.Add(Name(item.Items[1]), loop);
            lets.Add(new(Name(item.Items[1]), value));
        }
        SExpression next = source.Items[source.Items.Count - 1];
        Expect(next.Head == "next" && next.Items.Count == initial.Count + 1, "(next value …), one for each carried value");
        return new Loop(array, Name(source.Items[1]), initial.Select((c, i) => new Carried(c.Name, c.Value, ReadExpr(next.Items[i + 1], inner, hypers))).ToEquatableArray(), lets.ToEquatableArray());
    }

    private static Expr ReadExpr(SExpression source, IReadOnlyDictionary<string, IrType> scope, IReadOnlyDictionary<string, HyperDeclaration> hypers)
    {
        if (!source.IsList)
        {
            string atom = source.Atom!;
            bool isConstant = atom is "true" or "false";
            if (!source.IsQuoted && !isConstant && scope.TryGetValue(Unescaped(atom), out IrType type)) return new Ref(Unescaped(atom), type);
            return ReadConstant(source);
        }

        switch (source.Head)
        {
            case "const":
                return ReadConstant(source);
            case "hyper":
                Expect(source.Items.Count == 2 && hypers.TryGetValue(Name(source.Items[1]), out _), "a declared hyperparameter");
                return new Hyper(Name(source.Items[1]), hypers[Name(source.Items[1])].Type);
            case "reduce":
                Expect(source.Items.Count == 4, "(reduce kind scope argument)");
                ReductionKind kind = OneOf<ReductionKind>(source.Items[1], "a kind of reduction");
                ReductionScope reductionScope = OneOf<ReductionScope>(source.Items[2], "a scope of reduction");
                Expr argument = ReadExpr(source.Items[3], scope, hypers);
                Expect(argument.Type == IrType.Real, "a varying argument of a reduction");
                return new Reduce(kind, reductionScope, argument);
            default:
                Operator? op = source.Head is null ? null : Operators.Find(source.Head);
                Expect(op is not null, $"a known operator, found '{source.Head}'");
                Expr[] arguments = source.Items.Skip(1).Select(item => ReadExpr(item, scope, hypers)).ToArray();
                Expect(op!.TypeOf(Array.ConvertAll(arguments, a => a.Type)) is not null, $"well-typed arguments of {op.Name}");
                return Build.Op(op, arguments);
        }
    }

    private static Constant ReadConstant(SExpression source)
    {
        if (source.Head == "const")
        {
            Expect(source.Items.Count == 3 && source.Items[2].IsQuoted, "(const value \"label\")");
            return ReadConstant(source.Items[1]) with { Label = source.Items[2].Atom };
        }
        Expect(!source.IsList && !source.IsQuoted, "a constant");
        string atom = source.Atom!;
        if (atom is "true" or "false") return Constant.Bool(atom == "true");
        if (NumberText.ParseDouble(atom) is double value) return Constant.Double(value);
        Expect(long.TryParse(atom, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer), $"a constant or a known name, found '{atom}'");
        return Constant.Long(integer);
    }

    private static void Declare(Dictionary<string, IrType> scope, string name, IrType type)
    {
        Expect(!scope.ContainsKey(name), $"a new name, found '{name}' again");
        scope.Add(name, type);
    }

    private static string Name(SExpression source)
    {
        Expect(source.Atom is not null && !source.IsQuoted, "a name");
        return Unescaped(source.Atom!);
    }

    private static string Unescaped(string atom) => atom.Length > 1 && atom[0] == '@' ? atom.Substring(1) : atom;

    // By name alone: Enum.Parse would also take numbers, defined or not.
    private static T OneOf<T>(SExpression source, string what)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues(typeof(T)))
        {
            if (string.Equals(value.ToString(), source.Atom, StringComparison.OrdinalIgnoreCase)) return value;
        }
        throw new FormatException($"expected {what}");
    }

    private static IrType Type(SExpression source)
    {
        IrType? type = source.Atom is null ? null : IrTypes.Parse(source.Atom);
        Expect(type is not null, $"a type, found '{source.Atom}'");
        return type!.Value;
    }

    private static void Expect(bool condition, string what)
    {
        if (!condition) throw new FormatException($"expected {what}");
    }
}
