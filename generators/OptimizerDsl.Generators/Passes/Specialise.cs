using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Passes;

/// <summary>
/// Puts the recipe's values in the place of hyperparameters. Legal because they are constants of the recipe; each keeps its
/// name as a label.
/// </summary>
internal static class Specialise
{
    public static Method Run(Method method, IReadOnlyDictionary<string, Constant> values)
    {
        Expr Replace(Expr expr) => expr.Rewrite(e => e is Hyper hyper ? values[hyper.Name] with { Label = hyper.Name } : e);
        return method with
        {
            Lets = method.Lets.Select(l => new Let(l.Name, Replace(l.Value))).ToEquatableArray(),
            Outputs = method.Outputs.Select(o => new Output(o.Name, Replace(o.Value))).ToEquatableArray(),
        };
    }
}
