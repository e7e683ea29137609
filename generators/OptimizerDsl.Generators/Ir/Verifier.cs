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
            // A reduction ends a sweep, so it stands alone where the sweep can be seen to end.
            Expr value = let.Value is Reduce { Argument.Type: IrType.Real } reduction ? reduction.Argument : let.Value;
            if (Check(value, scope) is string mistake) return $"let {let.Name}: {mistake}";
            if (scope.ContainsKey(let.Name)) return $"'{let.Name}' is bound twice";
            scope.Add(let.Name, let.Value.Type);
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

    private static string? Check(Expr expr, IReadOnlyDictionary<string, IrType> scope)
    {
        foreach (Expr child in expr.Children())
        {
            if (Check(child, scope) is string mistake) return mistake;
        }

        switch (expr)
        {
            case Constant { Type: IrType.Real or IrType.Mask }:
                return "a constant is uniform";
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
