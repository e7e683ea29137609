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
            IrType type = s_types[_random.Next(3)];
            _hypers.Add(new("Hyper" + i, type, Constant(type)));
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
            Expr value = _random.Next(5) == 0
                ? new Reduce(Pick(Enum.GetValues<Ir.ReductionKind>()), ReductionScope.Global, Expr(IrType.Real, 3))
                : Expr(Pick(s_types), 3);
            lets.Add(new("x." + i, value));
            _scope.Add("x." + i, value.Type);
        }
        var outputs = parameters.Where(p => p.IsReference).Select(p => new Output(p.Name, Expr(p.Type, 3))).ToList();
        if (_random.Next(2) == 0) outputs.Add(new(Ir.Method.Result, Expr(Pick(s_types), 3)));
        return new(name, parameters.ToEquatableArray(), lets.ToEquatableArray(), outputs.ToEquatableArray());
    }

    private Expr Expr(IrType type, int depth)
    {
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
        (Operator op, IrType[] arguments) = Pick(Signatures.Giving(type));
        return Build.Op(op, arguments.Select(a => Expr(a, depth - 1)).ToArray());
    }

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
