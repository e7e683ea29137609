using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Passes;

/// <summary>
/// Whether an element whose parameter, gradient and state are all zero stays so. Then nothing has to be done about the zeros
/// with which tensors are padded. Concluded from the signs of zero and of constants alone, so a no means "not for sure"; uniform
/// values are taken to be finite, and where one is not, a NaN in the padding is seen by nobody.
/// </summary>
internal static class KeepsZeros
{
    private enum Value
    {
        Unknown,
        Zero,

        /// <summary>A constant other than zero, or as much and zero.</summary>
        NotZero,
    }

    private static readonly HashSet<Operator> s_zeroOfZeros =
    [
        Operators.Add, Operators.Subtract, Operators.Negate, Operators.Sqrt, Operators.Abs, Operators.Min, Operators.Max, Operators.CopySign, Operators.Tanh,
    ];

    /// <param name="update">The sweep that stores.</param>
    public static bool Of(Sweep update)
    {
        var lets = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (Let let in update.Varying) lets[let.Name] = Of(let.Value);
        return update.Outputs.All(output => Of(output.Value) == Value.Zero);

        Value Of(Expr expr) => expr switch
        {
            Ref reference when lets.TryGetValue(reference.Name, out Value known) => known,

            // What is neither computed here nor uniform is read from a buffer.
            Ref reference => reference.Type == IrType.Real ? Value.Zero : Value.Unknown,
            Constant { Type: IrType.Double } constant => constant.AsDouble == 0 ? Value.Zero : IsOrdinary(constant.AsDouble) ? Value.NotZero : Value.Unknown,
            Apply apply => OfApply(apply, apply.Arguments.Select(Of).ToArray()),
            _ => Value.Unknown,
        };
    }

    // A constant may come out as zero or as infinity once it is rounded to float.
    private static bool IsOrdinary(double value) => Math.Abs(value) is > 1e-37 and < 1e37;

    private static Value OfApply(Apply apply, Value[] arguments)
    {
        if (apply.Type != IrType.Real) return Value.Unknown;
        if (apply.Op == Operators.Broadcast) return arguments[0];
        if (apply.Op == Operators.Multiply) return arguments.Contains(Value.Zero) ? Value.Zero : Value.Unknown;
        if (apply.Op == Operators.Divide) return arguments[0] == Value.Zero && arguments[1] == Value.NotZero ? Value.Zero : Value.Unknown;
        if (apply.Op == Operators.FusedMultiplyAdd) return arguments.Take(2).Contains(Value.Zero) && arguments[2] == Value.Zero ? Value.Zero : Value.Unknown;
        if (apply.Op == Operators.Select) return arguments[1] == arguments[2] ? arguments[1] : Value.Unknown;
        if (s_zeroOfZeros.Contains(apply.Op) && arguments.All(argument => argument == Value.Zero)) return Value.Zero;
        bool isSum = apply.Op == Operators.Add || apply.Op == Operators.Subtract;
        return isSum && arguments.Contains(Value.Zero) && arguments.Contains(Value.NotZero) ? Value.NotZero : Value.Unknown;
    }
}
