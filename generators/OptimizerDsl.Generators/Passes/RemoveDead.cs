using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Passes;

/// <summary>
/// Removes state that nothing reads and values that nothing needs. State is alive when its old value has a part in the new
/// parameter, or in other state that is alive; state that only feeds itself is dead. Legal because only parameters are seen
/// from outside.
/// </summary>
internal static class RemoveDead
{
    public static Method Run(Method method)
    {
        string weight = method.Parameters[0].Name;
        var lets = method.Lets.ToDictionary(l => l.Name, l => l.Value, StringComparer.Ordinal);
        var outputs = method.Outputs.ToDictionary(o => o.Name, o => o.Value, StringComparer.Ordinal);

        var needed = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<Expr>();
        pending.Push(outputs[weight]);
        while (pending.Count > 0)
        {
            foreach (Expr expr in pending.Pop().Descendants())
            {
                if (expr is not Ref reference || !needed.Add(reference.Name)) continue;
                if (lets.TryGetValue(reference.Name, out Expr? value)) pending.Push(value);
                else if (outputs.TryGetValue(reference.Name, out Expr? next)) pending.Push(next);
            }
        }

        bool IsKept(Parameter parameter, int index) => index < 2 || needed.Contains(parameter.Name);
        var parameters = method.Parameters.Where(IsKept).ToEquatableArray();
        var kept = new HashSet<string>(parameters.Select(p => p.Name), StringComparer.Ordinal);
        return method with
        {
            Parameters = parameters,
            Lets = method.Lets.Where(l => needed.Contains(l.Name)).ToEquatableArray(),
            Outputs = method.Outputs.Where(o => kept.Contains(o.Name)).ToEquatableArray(),
        };
    }
}
