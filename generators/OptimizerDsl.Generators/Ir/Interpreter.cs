namespace OptimizerDsl.Generators.Ir;

/// <summary>
/// Evaluates IR for one element: uniform code, and varying code as the scalar method would run it. Values are carried as the
/// bits of constants; a Real is a double rounded to the element type after every operation.
/// </summary>
internal sealed class Interpreter(ElementType elementType)
{
    /// <summary>Runs a method; <paramref name="arguments"/> bind its parameters and the step's values, by name.</summary>
    /// <returns>The outputs by name.</returns>
    public IReadOnlyDictionary<string, Constant> Run(Method method, IReadOnlyDictionary<string, Constant> arguments)
    {
        var values = arguments.ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);
        foreach (Let let in method.Lets) values[let.Name] = Evaluate(let.Value, values);
        return method.Outputs.ToDictionary(o => o.Name, o => Evaluate(o.Value, values), StringComparer.Ordinal);
    }

    public Constant Evaluate(Expr expr, IReadOnlyDictionary<string, Constant> values)
    {
        switch (expr)
        {
            case Constant constant:
                return constant;
            case Ref reference:
                return values[reference.Name];
            case Apply apply when apply.Op == Operators.Select:
                // Lazily, as in the source: the arm not taken may divide by zero.
                return Evaluate(Evaluate(apply[0], values).AsBool ? apply[1] : apply[2], values);
            case Apply apply when apply.Op == Operators.And || apply.Op == Operators.Or:
                bool first = Evaluate(apply[0], values).AsBool;
                return first == (apply.Op == Operators.Or) ? Constant.Bool(first) : Constant.Bool(Evaluate(apply[1], values).AsBool);
            case Reduce reduce:
                // Over the one element that there is.
                double argument = Evaluate(reduce.Argument, values).AsDouble;
                return Constant.Double(reduce.Kind == ReductionKind.SumOfSquares ? argument * argument : argument);
            case Apply apply:
                return Compute(apply.Op, apply.Type, apply.Arguments.Select(a => Evaluate(a, values)).ToArray());
            default:
                throw new InvalidOperationException($"cannot evaluate {IrWriter.Write(expr)}");
        }
    }

    /// <summary>One operator on known arguments.</summary>
    public Constant Compute(Operator op, IrType type, IReadOnlyList<Constant> arguments)
    {
        IrType operand = arguments[0].Type;
        bool isFloating = operand is IrType.Double or IrType.Real;
        double A() => arguments[0].AsDouble;
        double B() => arguments.Count > 1 ? arguments[1].AsDouble : 0;
        double C() => arguments.Count > 2 ? arguments[2].AsDouble : 0;
        long second = arguments.Count > 1 ? arguments[1].Bits : 0;

        if (op == Operators.Broadcast) return type == IrType.Real ? Real(A()) : new(IrType.Mask, arguments[0].Bits);
        if (op == Operators.ToDouble) return Constant.Double(arguments[0].Bits);
        if (op == Operators.ToLong) return Constant.Long(Saturate(A()));
        if (op.CompareDouble is not null && isFloating) return new(type, op.CompareDouble(A(), B()) ? 1 : 0);
        if (op.CompareLong is not null && !isFloating) return new(type, op.CompareLong(arguments[0].Bits, second) ? 1 : 0);
        if (op == Operators.FusedMultiplyAdd && type == IrType.Real && elementType == ElementType.Single) return Real(ExactMath.FusedMultiplyAddToOdd(A(), B(), C()));
        if (op.OnDouble is not null && isFloating)
        {
            double value = op.OnDouble(A(), B(), C());
            return type == IrType.Real ? Real(value) : Constant.Double(value);
        }
        if (op.OnLong is not null) return new(type, op.OnLong(arguments[0].Bits, second));
        throw new InvalidOperationException($"{op.Name} has no value on {operand.Text()}");
    }

    public Constant Real(double value) =>
        new(IrType.Real, BitConverter.DoubleToInt64Bits(elementType == ElementType.Single ? (float)value : value));

    private static long Saturate(double value) =>
        double.IsNaN(value) ? 0 : value >= long.MaxValue ? long.MaxValue : value <= long.MinValue ? long.MinValue : (long)value;
}
