namespace OptimizerDsl.Generators.Ir;

/// <summary>
/// A method of uniform code, made ready to be run often: what <see cref="Interpreter"/> computes, without looking anything up
/// again in every run. Values are bits, of a double, of a long, or 0 and 1.
/// </summary>
internal sealed class UniformProgram
{
    private static readonly Interpreter s_interpreter = new(ElementType.Double);

    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly Func<long[], long>[] _lets;
    private readonly Func<long[], long> _result;
    private readonly int _parameters;

    /// <param name="method">The method; its parameters and lets are uniform, and it returns a value.</param>
    public UniformProgram(Method method)
    {
        foreach (Parameter parameter in method.Parameters) _slots.Add(parameter.Name, _slots.Count);
        _parameters = _slots.Count;
        _lets = new Func<long[], long>[method.Lets.Count];
        for (int i = 0; i < _lets.Length; i++)
        {
            _lets[i] = Compile(method.Lets[i].Value);
            _slots.Add(method.Lets[i].Name, _slots.Count);
        }
        _result = Compile(method.Outputs.First(o => o.Name == Method.Result).Value);
    }

    /// <summary>Runs the method.</summary>
    /// <param name="arguments">The bits of its arguments.</param>
    /// <returns>The bits of its result.</returns>
    public long Run(params long[] arguments)
    {
        var values = new long[_slots.Count];
        arguments.CopyTo(values, 0);
        for (int i = 0; i < _lets.Length; i++) values[_parameters + i] = _lets[i](values);
        return _result(values);
    }

    private Func<long[], long> Compile(Expr expr)
    {
        switch (expr)
        {
            case Constant constant:
                long bits = constant.Bits;
                return _ => bits;
            case Ref reference:
                int slot = _slots[reference.Name];
                return values => values[slot];
            case Apply apply:
                return Compile(apply, Array.ConvertAll(apply.Arguments.ToArray(), Compile));
            default:
                throw new InvalidOperationException($"cannot run {IrWriter.Write(expr)}");
        }
    }

    private static Func<long[], long> Compile(Apply apply, Func<long[], long>[] a)
    {
        Operator op = apply.Op;
        // Lazily, as in the source: the arm not taken may divide by zero.
        if (op == Operators.Select) return values => a[0](values) != 0 ? a[1](values) : a[2](values);
        if (op == Operators.And) return values => a[0](values) != 0 ? a[1](values) : 0;
        if (op == Operators.Or) return values => a[0](values) != 0 ? 1 : a[1](values);
        if (op == Operators.ToDouble) return values => Bits(a[0](values));
        bool isFloating = apply[0].Type == IrType.Double;
        if (isFloating && op.CompareDouble is { } compare && a.Length == 2) return values => compare(Number(a[0](values)), Number(a[1](values))) ? 1 : 0;
        if (isFloating && apply.Type == IrType.Double && op.OnDouble is { } compute && a.Length <= 2)
        {
            return a.Length == 1
                ? values => Bits(compute(Number(a[0](values)), 0, 0))
                : values => Bits(compute(Number(a[0](values)), Number(a[1](values)), 0));
        }
        // The rest is rare.
        return values => s_interpreter.Compute(op, apply.Type, apply.Arguments.Select((argument, i) => new Constant(argument.Type, a[i](values))).ToArray()).Bits;
    }

    private static double Number(long bits) => BitConverter.Int64BitsToDouble(bits);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
