namespace OptimizerDsl.Generators.Ir;

/// <summary>
/// What is legal in the IR, in one place; runs after every pass. A violation is a mistake of the compiler:
/// the exception names the method, the place and the rule that was broken.
/// </summary>
internal static class Verifier
{
    public static Method Verify(Method method, string after)
    {
        if (FirstMistake(method) is string mistake)
        {
            throw new InvalidOperationException($"IR of {method.Name} is broken after {after}: {mistake}\n{IrWriter.Write(method)}");
        }
        return method;
    }

    public static string? FirstMistake(Method method)
    {
        var scope = Method.StepValues.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        foreach (Parameter parameter in method.Parameters)
        {
            if (scope.ContainsKey(parameter.Name)) return $"parameter '{parameter.Name}' is declared twice";
            scope.Add(parameter.Name, parameter.Type);
        }

        foreach (Let let in method.Lets)
        {
            if (CheckLet(let, scope) is string mistake) return mistake;
        }

        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (Output output in method.Outputs)
        {
            if (Check(output.Value, scope) is string mistake) return $"out {output.Name}: {mistake}";
            if (!written.Add(output.Name)) return $"'{output.Name}' is written twice";
            if (output.Name == Method.Result) continue;
            Parameter? target = method.Parameters.FirstOrDefault(p => p.Name == output.Name);
            if (target is null || !target.IsReference) return $"out {output.Name}: there is no by-reference parameter of that name";
            if (target.Type != output.Value.Type) return $"out {output.Name}: {output.Value.Type.Text()} written to a {target.Type.Text()}";
        }
        return null;
    }

    private static string? CheckLoop(Loop loop, IReadOnlyDictionary<string, IrType> scope)
    {
        if (loop.Array is not (Hyper or Ref) || loop.Array.Type.ItemType() is not IrType item) return "a loop runs over an array";
        if (Check(loop.Array, scope) is string mistake) return mistake;
        var inner = scope.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        if (inner.ContainsKey(loop.Item)) return $"'{loop.Item}' is bound twice";
        inner.Add(loop.Item, item);
        foreach (Carried carried in loop.Carried)
        {
            if (Check(carried.Initial, scope) is string initial) return initial;
            if (inner.ContainsKey(carried.Name)) return $"'{carried.Name}' is bound twice";
            if (carried.Next.Type != carried.Initial.Type) return $"'{carried.Name}' is {carried.Initial.Type.Text()} before a turn and {carried.Next.Type.Text()} after it";
            inner.Add(carried.Name, carried.Initial.Type);
        }
        foreach (Let let in loop.Lets)
        {
            if (CheckLet(let, inner) is string inside) return inside;
        }
        return loop.Carried.Select(c => Check(c.Next, inner)).FirstOrDefault(m => m is not null);
    }

    private static string? CheckLet(Let let, Dictionary<string, IrType> scope)
    {
        string? mistake = let.Value switch
        {
            Loop loop => CheckLoop(loop, scope),
            // A reduction ends a sweep, so it stands alone where the sweep can be seen to end.
            Reduce { Argument.Type: IrType.Real } reduction => Check(reduction.Argument, scope),
            LoopResult result => scope.ContainsKey(result.Loop) ? null : $"'{result.Loop}' is used before it is bound",
            Expr value => Check(value, scope),
        };
        if (mistake is null && let.Value.Type.ItemType() is not null) mistake = "an array stands where it is used";
        if (mistake is not null) return $"let {let.Name}: {mistake}";
        if (scope.ContainsKey(let.Name)) return $"'{let.Name}' is bound twice";
        scope.Add(let.Name, let.Value.Type);
        return null;
    }

    private static string? Check(Expr expr, IReadOnlyDictionary<string, IrType> scope)
    {
        if (expr is Loop or LoopResult) return "a loop, and what it has carried, stand alone in a let";
        foreach (Expr child in expr.Children())
        {
            if (Check(child, scope) is string mistake) return mistake;
        }

        switch (expr)
        {
            case Constant { Type: IrType.Real or IrType.Mask }:
                return "a constant is uniform";
            case Ref reference when reference.Name.StartsWith(Method.Tunable, StringComparison.Ordinal):
                return reference.Type.IsVarying() ? "a tunable is uniform" : null;
            case Ref reference:
                if (!scope.TryGetValue(reference.Name, out IrType declared)) return $"'{reference.Name}' is used before it is bound";
                return declared == reference.Type ? null : $"'{reference.Name}' is {declared.Text()}, used as {reference.Type.Text()}";
            case Reduce reduce:
                return reduce.Argument.Type == IrType.Real ? "a reduction stands alone in a let" : "a reduction takes a varying value";
            case Apply apply:
                IrType? type = apply.Op.TypeOf(apply.Arguments.Select(a => a.Type).ToArray());
                if (type is null) return $"{apply.Op.Name} does not take ({string.Join(", ", apply.Arguments.Select(a => a.Type.Text()))})";
                return type == apply.Type ? null : $"{apply.Op.Name} gives {type.Value.Text()}, marked {apply.Type.Text()}";
            default:
                return null;
        }
    }
}
