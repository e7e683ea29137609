using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Passes;

/// <summary>
/// Makes state that is smaller than the smallest normal number zero where it is stored. Legal because the recipe asks for it;
/// the step itself computes with the value as it was.
/// </summary>
internal static class Flush
{
    private const double SmallestSingle = 1.1754943508222875e-38, SmallestDouble = 2.2250738585072014e-308;

    public static Method Run(Method step, ElementType element)
    {
        var states = new HashSet<string>(step.Parameters.Skip(2).Where(p => p is { Type: IrType.Real, IsReference: true }).Select(p => p.Name), StringComparer.Ordinal);
        Expr smallest = Build.Broadcast(Constant.Double(element == ElementType.Single ? SmallestSingle : SmallestDouble, "smallest normal"));
        Expr zero = Build.Broadcast(Constant.Double(0));
        var lets = step.Lets.ToList();
        var outputs = new List<Output>();
        foreach (Output output in step.Outputs)
        {
            if (!states.Contains(output.Name) || !Model.Cost.Stores(output))
            {
                outputs.Add(output);
                continue;
            }
            var value = new Ref(output.Name + ".computed", IrType.Real);
            lets.Add(new(value.Name, output.Value));
            outputs.Add(new(output.Name, Build.Op(Operators.Select, Build.Op(Operators.Less, Build.Op(Operators.Abs, value), smallest), zero, value)));
        }
        return step with { Lets = lets.ToEquatableArray(), Outputs = outputs.ToEquatableArray() };
    }
}
