using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Passes;

/// <summary>
/// Removes state that nothing reads and values that nothing needs. State is alive when its old value has a part in the new
/// parameter, in a root, or in other state that is alive; state that only feeds itself is dead. Legal because only parameters
/// and roots are seen from outside.
/// </summary>
internal static class RemoveDead
{
    /// <param name="method">The method; its first two parameters, the weight and the gradient, stay.</param>
    /// <param name="rootStates">State that is seen from outside, such as an average.</param>
    /// <param name="roots">Uniform values that are seen from outside, such as a gate's answer.</param>
    public static Method Run(Method method, IEnumerable<string> rootStates, IEnumerable<Expr> roots)
    {
        var lets = method.Lets.ToDictionary(l => l.Name, l => l.Value, StringComparer.Ordinal);
        var outputs = method.Outputs.ToDictionary(o => o.Name, o => o.Value, StringComparer.Ordinal);

        var needed = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<Expr>(roots);
        pending.Push(outputs[method.Parameters[0].Name]);
        foreach (string state in rootStates)
        {
            needed.Add(state);
            pending.Push(outputs[state]);
        }
        while (pending.Count > 0)
        {
            foreach (Expr expr in pending.Pop().Descendants())
            {
                if (expr is not Ref reference || !needed.Add(reference.Name)) continue;
                if (lets.TryGetValue(reference.Name, out Expr? value)) pending.Push(value);
                else if (outputs.TryGetValue(reference.Name, out Expr? next)) pending.Push(next);
            }
        }

        EquatableArray<Parameter> parameters = method.Parameters.Where((p, index) => index < 2 || needed.Contains(p.Name)).ToEquatableArray();
        var kept = new HashSet<string>(parameters.Select(p => p.Name), StringComparer.Ordinal);
        return method with
        {
            Parameters = parameters,
            Lets = method.Lets.Where(l => needed.Contains(l.Name)).ToEquatableArray(),
            Outputs = method.Outputs.Where(o => kept.Contains(o.Name)).ToEquatableArray(),
        };
    }
}
