using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Passes;

/// <summary>For how many elements a value is the same: all of the step's, one tensor's, one row's, or itself alone.</summary>
internal enum Level
{
    Step,
    Tensor,
    Row,
    Element,
}

/// <summary>
/// Finds the level of every value. A reduction per tensor gives a value per tensor, and so does a tensor's shape; what is
/// computed of it is as fine. Uniform state is as fine as what is written to it. Noise counts elements of the model, which
/// padding between tensors would disturb, so it needs runs of one tensor.
/// </summary>
internal static class Levels
{
    public static IReadOnlyDictionary<string, Level> Of(Method method)
    {
        var levels = method.Parameters.ToDictionary(p => p.Name, p => p.Type.IsVarying() ? Level.Element : Level.Step, StringComparer.Ordinal);
        // Uniform state that is written from finer values makes what reads it finer, and so perhaps other state.
        for (bool isStable = false; !isStable;)
        {
            isStable = true;
            foreach (Let let in method.Lets) levels[let.Name] = Of(let.Value, levels);
            foreach (Output output in method.Outputs.Where(IsUniformState))
            {
                Level written = Of(output.Value, levels);
                if (written <= levels[output.Name]) continue;
                levels[output.Name] = written;
                isStable = false;
            }
        }
        return levels;
    }

    public static Level Of(Expr value, IReadOnlyDictionary<string, Level> levels) => value switch
    {
        Reduce { Scope: ReductionScope.Global } => Level.Step,
        Reduce { Scope: ReductionScope.Tensor } => Level.Tensor,
        Reduce => Level.Row,
        { Type: IrType.Real or IrType.Mask } => Level.Element,
        _ => OfUniform(value, levels),
    };

    /// <summary>Whether an output is uniform state, and not a buffer or a method's result.</summary>
    public static bool IsUniformState(Output output) => !output.Value.Type.IsVarying() && output.Name != Method.Result;

    /// <summary>Whether what a method returns is one value for the whole step.</summary>
    public static bool ReturnsOneForTheStep(Method method)
    {
        IReadOnlyDictionary<string, Level> levels = Of(method);
        return method.Outputs.Where(o => o.Name == Method.Result).All(o => Of(o.Value, levels) == Level.Step)
            && !method.Lets.Any(l => l.Value is Loop loop && loop.Descendants().Any(e => e is Reduce { Scope: not ReductionScope.Global } || e is Ref reference && Method.IsShape(reference.Name)));
    }

    /// <summary>The finest uniform level in a method.</summary>
    public static Level Granularity(Method method)
    {
        IReadOnlyDictionary<string, Level> levels = Of(method);
        Expr[] all = method.Lets.Select(l => l.Value).Concat(method.Outputs.Select(o => o.Value)).SelectMany(e => e.Descendants()).ToArray();
        Level finest = method.Lets.Select(l => levels[l.Name]).Where(l => l != Level.Element)
            .Concat(all.OfType<Ref>().Where(r => !r.Type.IsVarying()).Select(r => OfUniform(r, levels)))
            .DefaultIfEmpty(Level.Step).Max();
        bool hasNoise = all.Any(e => e is Apply apply && (apply.Op == Operators.UniformNoise || apply.Op == Operators.NormalNoise));
        return hasNoise && finest == Level.Step ? Level.Tensor : finest;
    }

    private static Level OfUniform(Expr value, IReadOnlyDictionary<string, Level> levels) =>
        value.Descendants().OfType<Ref>().Select(r => Method.IsShape(r.Name) ? Level.Tensor : levels.TryGetValue(r.Name, out Level level) ? level : Level.Step).DefaultIfEmpty(Level.Step).Max();
}
