namespace OptimizerDsl.Generators.Ir;

/// <summary>
/// A method made ready to be run often, for one element in double: what <see cref="Interpreter"/> computes, without looking
/// anything up again in every run. Values are bits, of a double, of a long, or 0 and 1; they stand in a frame, which holds the
/// step's values, the parameters and the lets.
/// </summary>
internal sealed class ScalarProgram
{
    private static readonly Interpreter s_interpreter = new(ElementType.Double);

    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly Func<long[], long>[] _lets, _outputs;
    private readonly int _firstLet, _result;

    public ScalarProgram(Method method)
    {
        foreach (Parameter parameter in method.Parameters) _slots.Add(parameter.Name, _slots.Count);
        foreach (string name in Method.StepValues.Keys)
        {
            if (!_slots.ContainsKey(name)) _slots.Add(name, _slots.Count);
        }
        _firstLet = _slots.Count;
        _lets = new Func<long[], long>[method.Lets.Count];
        for (int i = 0; i < _lets.Length; i++)
        {
            _lets[i] = Compile(method.Lets[i].Value);
            _slots.Add(method.Lets[i].Name, _slots.Count);
        }
        Outputs = Array.ConvertAll(method.Outputs.ToArray(), o => o.Name);
        _outputs = Array.ConvertAll(method.Outputs.ToArray(), o => Compile(o.Value));
        _result = Array.IndexOf(Outputs, Method.Result);
    }

    /// <summary>The names of the outputs, in their order.</summary>
    public string[] Outputs { get; }

    /// <summary>The place of a value in a frame; -1 where the method has none of that name.</summary>
    public int SlotOf(string name) => _slots.TryGetValue(name, out int slot) ? slot : -1;

    public long[] NewFrame() => new long[_slots.Count];

    /// <summary>Runs the method on what stands in a frame, and writes its outputs in their order.</summary>
    /// <exception cref="ArithmeticException">A division of whole numbers by zero.</exception>
    /// <exception cref="InvalidOperationException">What is needed has no value here, such as noise.</exception>
    public void Run(long[] frame, long[] outputs)
    {
        RunLets(frame);
        for (int i = 0; i < _outputs.Length; i++) outputs[i] = _outputs[i](frame);
    }

    /// <summary>Runs a method that returns something.</summary>
    /// <param name="arguments">The bits of its arguments.</param>
    /// <returns>The bits of its result.</returns>
    /// <exception cref="ArithmeticException">A division of whole numbers by zero.</exception>
    public long Run(params long[] arguments)
    {
        long[] frame = NewFrame();
        arguments.CopyTo(frame, 0);
        RunLets(frame);
        return _outputs[_result](frame);
    }

    private void RunLets(long[] frame)
    {
        for (int i = 0; i < _lets.Length; i++) frame[_firstLet + i] = _lets[i](frame);
    }

    private Func<long[], long> Compile(Expr expr)
    {
        switch (expr)
        {
            case Constant constant:
                long bits = constant.Bits;
                return _ => bits;
            case Ref reference when _slots.TryGetValue(reference.Name, out int slot):
                return values => values[slot];
            case Reduce reduce:
                // Over the one element that there is.
                Func<long[], long> argument = Compile(reduce.Argument);
                if (reduce.Kind != ReductionKind.SumOfSquares) return argument;
                return values =>
                {
                    double number = Number(argument(values));
                    return Bits(number * number);
                };
            case Apply apply:
                return Compile(apply, Array.ConvertAll(apply.Arguments.ToArray(), Compile));
            default:
                return _ => throw new InvalidOperationException($"cannot run {IrWriter.Write(expr)}");
        }
    }

    private static Func<long[], long> Compile(Apply apply, Func<long[], long>[] a)
    {
        Operator op = apply.Op;
        Func<long[], long> first = a[0], second = a[a.Length - 1];
        // Lazily, as in the source: the arm not taken may divide by zero.
        if (op == Operators.Select) return values => first(values) != 0 ? a[1](values) : second(values);
        if (op == Operators.And) return values => first(values) != 0 ? second(values) : 0;
        if (op == Operators.Or) return values => first(values) != 0 ? 1 : second(values);
        if (op == Operators.ToDouble) return values => Bits(first(values));
        // In double, nothing is rounded.
        if (op == Operators.Broadcast) return first;
        bool isFloating = apply[0].Type is IrType.Double or IrType.Real;
        if (isFloating && op.CompareDouble is { } compare && a.Length == 2) return values => compare(Number(first(values)), Number(second(values))) ? 1 : 0;
        if (isFloating && apply.Type is IrType.Double or IrType.Real && op.OnDouble is { } compute && a.Length <= 2)
        {
            return a.Length == 1
                ? values => Bits(compute(Number(first(values)), 0, 0))
                : values => Bits(compute(Number(first(values)), Number(second(values)), 0));
        }
        // The rest is rare.
        return values => s_interpreter.Compute(op, apply.Type, apply.Arguments.Select((argument, i) => new Constant(argument.Type, a[i](values))).ToArray()).Bits;
    }

    private static double Number(long bits) => BitConverter.Int64BitsToDouble(bits);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
