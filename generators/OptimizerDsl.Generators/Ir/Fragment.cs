namespace OptimizerDsl.Generators.Ir;

internal enum FragmentKind
{
    Rule,
    Transform,
    Gate,
    Averaging,
    Observer,
    Schedule,
    MetricSchedule,
}

/// <summary>A hyperparameter's declaration: an attribute property and its default.</summary>
internal sealed record HyperDeclaration(string Name, IrType Type, EquatableArray<Constant> Default);

/// <summary>What the compiler knows of a fragment's attribute class: its hyperparameters and its lowered methods.</summary>
internal sealed record Fragment(
    FragmentKind Kind,
    string Name,
    EquatableArray<HyperDeclaration> Hypers,
    EquatableArray<Method> Methods)
{
    public Method? Find(string method)
    {
        foreach (Method candidate in Methods)
        {
            if (candidate.Name == method) return candidate;
        }
        return null;
    }
}
