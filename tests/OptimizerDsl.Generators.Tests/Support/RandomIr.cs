namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;

/// <summary>Random well-typed IR; equal seeds give equal trees.</summary>
internal sealed class RandomIr(int seed)
{
    private static readonly IrType[] s_types = [IrType.Double, IrType.Long, IrType.Bool, IrType.Real, IrType.Mask];
    private static readonly double[] s_doubles = [0.0, -0.0, 1, -1, 0.5, 0.1, 999.875, 1e300, double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
    private static readonly long[] s_longs = [0, 1, -1, 2, long.MaxValue, long.MinValue];
    private static readonly string[] s_labels = ["Beta1", "1 - Beta1", "quoted \" and \\", "two\nlines", "λ", ""];

    private readonly Random _random = new(seed);
    private readonly List<HyperDeclaration> _hypers = [];
    private Dictionary<string, IrType> _scope = [];

    public Fragment Fragment()
    {
        for (int i = _random.Next(4); i > 0; i--)
        {
            IrType type = Pick([IrType.Double, IrType.Long, IrType.Bool, IrType.DoubleArray, IrType.LongArray]);
            IEnumerable<Constant> values = Enumerable.Range(0, type.ItemType() is null ? 1 : _random.Next(4)).Select(_ => Constant(type.ItemType() ?? type));
            _hypers.Add(new("Hyper" + i, type, values.ToEquatableArray()));
        }
        FragmentKind kind = Pick(Enum.GetValues<FragmentKind>());
        Method[] methods = Enumerable.Range(0, _random.Next(3)).Select(i => Method("Method" + i)).ToArray();
        return new(kind, Pick(["Adam", "A \"b\" \\ c", "Übung"]), _hypers.ToEquatableArray(), methods.ToEquatableArray());
    }

    public Method Method(string name)
    {
        _scope = new(Ir.Method.StepValues);
        var parameters = new List<Ir.Parameter>();
        foreach (string parameter in new[] { "w", "g", "m", "λ", "true" }.Take(1 + _random.Next(5)))
        {
            IrType type = Pick([IrType.Real, IrType.Real, IrType.Double, IrType.Long, IrType.Bool]);
            parameters.Add(new(parameter, type, _random.Next(2) == 0));
            _scope.Add(parameter, type);
        }
        var lets = new List<Let>();
        for (int i = _random.Next(6); i > 0; i--)
        {
            if (_hypers.Where(h => h.Type.ItemType() is not null).ToArray() is { Length: > 0 } arrays && _random.Next(3) == 0)
            {
                AddLoop(lets, Pick(arrays), i);
                continue;
            }
            Expr value = _random.Next(5) == 0
                ? new Reduce(Pick(Enum.GetValues<Ir.ReductionKind>()), Pick(Enum.GetValues<Ir.ReductionScope>()), Expr(IrType.Real, 3))
                : Expr(Pick(s_types), 3);
            lets.Add(new("x." + i, value));
            _scope.Add("x." + i, value.Type);
        }
        var outputs = parameters.Where(p => p.IsReference).Select(p => new Output(p.Name, Expr(p.Type, 3))).ToList();
        if (_random.Next(2) == 0) outputs.Add(new(Ir.Method.Result, Expr(Pick(s_types), 3)));
        return new(name, parameters.ToEquatableArray(), lets.ToEquatableArray(), outputs.ToEquatableArray());
    }

    private void AddLoop(List<Let> lets, HyperDeclaration array, int number)
    {
        Dictionary<string, IrType> outside = _scope;
        IrType[] types = Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Pick(s_types)).ToArray();
        Expr[] initial = types.Select(t => Expr(t, 2)).ToArray();
        _scope = new(outside) { ["item." + number] = array.Type.ItemType()!.Value };
        for (int i = 0; i < types.Length; i++) _scope.Add($"c{i}.{number}", types[i]);
        var inside = new List<Let>();
        for (int i = _random.Next(3); i > 0; i--)
        {
            Expr value = Expr(Pick(s_types), 2);
            inside.Add(new($"y{i}.{number}", value));
            _scope.Add($"y{i}.{number}", value.Type);
        }
        Carried[] carried = types.Select((t, i) => new Carried($"c{i}.{number}", initial[i], Expr(t, 2))).ToArray();
        _scope = outside;
        lets.Add(new("loop." + number, new Loop(new Hyper(array.Name, array.Type), "item." + number, carried.ToEquatableArray(), inside.ToEquatableArray())));
        int result = _random.Next(types.Length);
        lets.Add(new("x." + number, new LoopResult("loop." + number, result, types[result])));
        _scope.Add("x." + number, types[result]);
    }

    private Expr Expr(IrType type, int depth)
    {
        if (type.ItemType() is not null) return new Hyper(Pick(_hypers.Where(h => h.Type == type).ToArray()).Name, type);
        var names = _scope.Where(n => n.Value == type).Select(n => n.Key).ToArray();
        var hypers = _hypers.Where(h => h.Type == type).ToArray();
        if (names.Length > 0 && _random.Next(3) == 0) return new Ref(Pick(names), type);
        if (hypers.Length > 0 && _random.Next(3) == 0) return new Hyper(Pick(hypers).Name, type);
        if (depth == 0 || _random.Next(4) == 0)
        {
            return type switch
            {
                IrType.Real => Build.Op(Operators.Broadcast, Constant(IrType.Double)),
                IrType.Mask => Build.Op(Operators.Broadcast, Constant(IrType.Bool)),
                _ => Constant(type),
            };
        }
        (Operator op, IrType[] arguments) = Pick(Signatures.Giving(type).Where(s => s.Arguments.All(CanMake)).ToArray());
        return Build.Op(op, arguments.Select(a => Expr(a, depth - 1)).ToArray());
    }

    private bool CanMake(IrType type) => type.ItemType() is null || _hypers.Any(h => h.Type == type);

    private Constant Constant(IrType type)
    {
        string? label = _random.Next(4) == 0 ? Pick(s_labels) : null;
        return type switch
        {
            IrType.Double => Ir.Constant.Double(_random.Next(2) == 0 ? Pick(s_doubles) : BitConverter.Int64BitsToDouble(_random.NextInt64(long.MinValue, long.MaxValue)), label),
            IrType.Long => Ir.Constant.Long(_random.Next(2) == 0 ? Pick(s_longs) : _random.NextInt64(), label),
            _ => Ir.Constant.Bool(_random.Next(2) == 0, label),
        };
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
