namespace OptimizerDsl.Generators.Ir;

/// <summary>Makes typed expressions; an ill-typed one is a mistake of the compiler, not of its user.</summary>
internal static class Build
{
    public static readonly Constant True = Constant.Bool(true);
    public static readonly Constant False = Constant.Bool(false);

    public static Expr Op(Operator op, params Expr[] arguments)
    {
        IrType type = op.TypeOf(Array.ConvertAll(arguments, a => a.Type))
            ?? throw new InvalidOperationException($"{op.Name} does not take ({string.Join(", ", arguments.Select(a => a.Type.Text()))})");
        return new Apply(op, type, new EquatableArray<Expr>(arguments));
    }

    public static Expr Not(Expr condition) => condition switch
    {
        Constant c => Constant.Bool(!c.AsBool),
        Apply { Op: var op } inner when op == Operators.Not => inner[0],
        _ => Op(Operators.Not, condition),
    };

    /// <summary>select(condition, whenTrue, whenFalse), with the choice made where it is already known.</summary>
    public static Expr Select(Expr condition, Expr whenTrue, Expr whenFalse)
    {
        if (condition is Constant known) return known.AsBool ? whenTrue : whenFalse;
        if (condition is Apply { Op: var op } inner && op == Operators.Not) return Select(inner[0], whenFalse, whenTrue);
        if (whenTrue.Equals(whenFalse)) return whenTrue;
        if (whenTrue is Constant { Type: IrType.Bool } t && whenFalse is Constant { Type: IrType.Bool } f && condition.Type == IrType.Bool)
        {
            // Equal values may still differ in their labels.
            return t.AsBool == f.AsBool ? t : t.AsBool ? condition : Not(condition);
        }
        return Op(Operators.Select, condition, whenTrue, whenFalse);
    }

    public static Expr Broadcast(Expr uniform) => uniform.Type.IsVarying() ? uniform : Op(Operators.Broadcast, uniform);
}

internal static class ExprExtensions
{
    /// <summary>The same node with other children; the node itself where they are the same.</summary>
    public static Expr MapChildren(this Expr expr, Func<Expr, Expr> map)
    {
        switch (expr)
        {
            case Apply apply:
                Expr[] mapped = apply.Arguments.Select(map).ToArray();
                for (int i = 0; i < mapped.Length; i++)
                {
                    if (!ReferenceEquals(mapped[i], apply[i])) return Build.Op(apply.Op, mapped);
                }
                return apply;
            case Reduce reduce:
                Expr argument = map(reduce.Argument);
                return ReferenceEquals(argument, reduce.Argument) ? reduce : reduce with { Argument = argument };
            case Loop loop:
                return new Loop(
                    map(loop.Array),
                    loop.Item,
                    loop.Carried.Select(c => new Carried(c.Name, map(c.Initial), map(c.Next))).ToEquatableArray(),
                    loop.Lets.Select(l => new Let(l.Name, map(l.Value))).ToEquatableArray());
            default:
                return expr;
        }
    }

    public static IEnumerable<Expr> Children(this Expr expr) => expr switch
    {
        Apply apply => apply.Arguments,
        Reduce reduce => [reduce.Argument],
        Loop loop => [loop.Array, .. loop.Carried.SelectMany(c => new[] { c.Initial, c.Next }), .. loop.Lets.Select(l => l.Value)],
        _ => [],
    };

    /// <summary>The node and everything below it.</summary>
    public static IEnumerable<Expr> Descendants(this Expr expr)
    {
        yield return expr;
        foreach (Expr child in expr.Children())
        {
            foreach (Expr below in child.Descendants()) yield return below;
        }
    }

    /// <summary>Replaces from the leaves upwards: children first, then the node made of them.</summary>
    public static Expr Rewrite(this Expr expr, Func<Expr, Expr> replace) => replace(expr.MapChildren(child => child.Rewrite(replace)));
}
