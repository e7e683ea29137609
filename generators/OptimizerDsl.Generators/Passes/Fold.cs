using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Passes;

/// <summary>
/// Computes what is known at compile time. Legal only where every bit stays the same: + - * / sqrt and comparisons of
/// constants (pow, exp and cos differ between runtimes and are left alone), x * 1, x / 1, x - 0, choices whose condition is
/// known or whose arms are equal. Not x + 0 (minus zero), not x * 0 (NaN, infinity).
/// </summary>
internal static class Fold
{
    private static readonly Interpreter s_interpreter = new(ElementType.Double);

    public static Method Run(Method method) => Run(method, out _);

    /// <param name="method">The method.</param>
    /// <param name="replace">Does the same to an expression outside of the method that refers to its lets.</param>
    public static Method Run(Method method, out Func<Expr, Expr> replace)
    {
        // A let that became a constant or a name is replaced where it is used.
        var known = new Dictionary<string, Expr>(StringComparer.Ordinal);
        Expr Replace(Expr expr) => expr.Rewrite(e => Simplify(e is Ref r && known.TryGetValue(r.Name, out Expr? value) ? value : e));

        var lets = new List<Let>();
        foreach (Let let in method.Lets)
        {
            Expr value = Replace(let.Value);
            bool isAtom = value is Constant or Ref || value is Apply { Op: var op } broadcast && op == Operators.Broadcast && broadcast[0] is Constant;
            if (isAtom) known[let.Name] = value;
            else lets.Add(new(let.Name, value));
        }
        replace = Replace;
        return method with
        {
            Lets = lets.ToEquatableArray(),
            Outputs = method.Outputs.Select(o => new Output(o.Name, Replace(o.Value))).ToEquatableArray(),
        };
    }

    /// <summary>One node, of which the children are simple already.</summary>
    public static Expr Simplify(Expr expr)
    {
        if (expr is not Apply apply) return expr;
        Operator op = apply.Op;
        if (op == Operators.Select) return Build.Select(apply[0], apply[1], apply[2]);
        if (op == Operators.Not) return Build.Not(apply[0]);
        if (op == Operators.And || op == Operators.Or) return Logic(apply);
        if (op.IsExact && op != Operators.Broadcast && apply.Arguments.All(a => a is Constant) && !DividesByZero(apply))
        {
            Constant[] arguments = apply.Arguments.Cast<Constant>().ToArray();
            Constant value = s_interpreter.Compute(op, apply.Type, arguments);
            return value with { Label = arguments.Any(a => a.Label is not null) ? Formula.Print(apply) : null };
        }
        if (op == Operators.Multiply) return IsNumber(apply[1], 1) ? apply[0] : IsNumber(apply[0], 1) ? apply[1] : apply;
        if (op == Operators.Divide) return IsNumber(apply[1], 1) ? apply[0] : apply;
        if (op == Operators.Subtract) return IsNumber(apply[1], 0) ? apply[0] : apply;
        return apply;
    }

    private static Expr Logic(Apply apply)
    {
        bool absorbing = apply.Op == Operators.Or;
        for (int i = 0; i < 2; i++)
        {
            if (KnownCondition(apply[i]) is not bool known) continue;
            return known == absorbing ? apply[i] : apply[1 - i];
        }
        return apply;
    }

    private static bool? KnownCondition(Expr expr) => expr switch
    {
        Constant constant => constant.AsBool,
        Apply { Op: var op } apply when op == Operators.Broadcast => KnownCondition(apply[0]),
        _ => null,
    };

    private static bool IsNumber(Expr expr, double value) => expr switch
    {
        Constant { Type: IrType.Double } constant => constant.IsDouble(value),
        Constant { Type: IrType.Long } constant => constant.Bits == (long)value,
        Apply { Op: var op } apply when op == Operators.Broadcast => IsNumber(apply[0], value),
        _ => false,
    };

    private static bool DividesByZero(Apply apply) =>
        apply.Type == IrType.Long && (apply.Op == Operators.Divide || apply.Op == Operators.Remainder) && ((Constant)apply[1]).Bits is 0 or -1;
}
