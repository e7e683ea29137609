using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OptimizerDsl.Generators.Ir;

namespace OptimizerDsl.Generators.Frontend;

internal sealed partial class Lowering
{
    /// <summary>
    /// A foreach over an array hyperparameter. What its body assigns and what outlives a turn is carried; whether and what it
    /// returned is carried too, and a turn after a return does nothing.
    /// </summary>
    private void ForEach(IForEachLoopOperation loop)
    {
        if (ArrayOf(loop.Collection) is not Hyper array)
        {
            context.Refuse(loop.Collection.Syntax, "A loop runs over an array among the hyperparameters, whose items the recipe gives. Declare one, such as 'public double[] Factors { get; set; } = [];'.");
            return;
        }
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: var item } || loop.IsAsynchronous)
        {
            context.Refuse(loop.Syntax, Describe(loop));
            return;
        }

        IrType itemType = array.Type.ItemType()!.Value;
        List<object> assigned = Assigned(loop.Body).Where(context.Values.ContainsKey).ToList();
        if (loop.Body.Descendants().Any(o => o is IReturnOperation))
        {
            if (loop.Body.Descendants().OfType<IReturnOperation>().Select(r => r.ReturnedValue?.Type).FirstOrDefault(t => t is not null) is ITypeSymbol returnType)
            {
                // Read only where something was returned.
                if (!context.Values.ContainsKey(_return.Result)) context.Set(_return.Result, LoweringContext.Placeholder(IsReal(returnType) ? IrType.Real : returnType.UniformType() ?? IrType.Double));
                assigned.Add(_return.Result);
            }
            assigned.Add(_return.Returned);
        }

        string itemName = context.FreshName(item.Name);
        Expr[] initial = assigned.Select(k => context.Values[k]).ToArray();
        string[] names = assigned.Select(k => context.FreshName(LoweringContext.NameOf(k))).ToArray();
        Dictionary<object, Expr> before = context.CopyValues();

        (List<Let>, Expr) outside = context.BeginLets();
        context.Declare(item);
        context.Set(item, new Ref(itemName, itemType));
        for (int i = 0; i < assigned.Count; i++) context.Set(assigned[i], new Ref(names[i], initial[i].Type));
        if (assigned.Contains(_return.Returned)) context.Branch(Build.Not(context.Values[_return.Returned]), () => Statement(loop.Body), null);
        else Statement(loop.Body);
        Carried[] carried = assigned.Select((k, i) => new Carried(names[i], initial[i], context.Values[k])).ToArray();
        IReadOnlyList<Let> body = context.EndLets(outside);

        context.RestoreValues(before);
        foreach (Carried value in carried)
        {
            if (value.Next.Type == value.Initial.Type) continue;
            context.Refuse(loop.Syntax, $"'{value.Name}' is uniform before the loop and varying in it. Start it with a varying value.");
            return;
        }
        if (carried.Length == 0) return;
        Ref result = context.BindAlways("loop", new Loop(array, itemName, carried.ToEquatableArray(), body.ToEquatableArray()));
        for (int i = 0; i < assigned.Count; i++)
        {
            context.Set(assigned[i], context.BindAlways(LoweringContext.NameOf(assigned[i]), new LoopResult(result.Name, i, initial[i].Type)));
        }
    }

    /// <summary>An array hyperparameter, if the operation is one.</summary>
    private Expr? ArrayOf(IOperation operation) => operation switch
    {
        IConversionOperation { IsImplicit: true } conversion => ArrayOf(conversion.Operand),
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } reference when IsOfFragment(reference.Property)
            && Hyperparameters.TypeOf(reference.Property) is IrType type && type.ItemType() is not null && Hyperparameters.IsDeclared(reference.Property) => new Hyper(reference.Property.Name, type),
        _ => null,
    };

    private static IEnumerable<object> Assigned(IOperation body)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            IOperation? target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation increment => increment.Target,
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
                _ => null,
            };
            ISymbol? symbol = target switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };
            if (symbol is not null && seen.Add(symbol)) yield return symbol;
        }
    }
}
